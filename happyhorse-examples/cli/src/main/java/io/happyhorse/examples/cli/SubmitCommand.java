package io.happyhorse.examples.cli;

import io.happyhorse.core.task.VideoRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Creates tasks. */
@Command(
    name = "submit",
    description = {
      "Creates tasks, each with one request.",
      "The input is a text (t2v), an image (i2v), reference images (r2v), a video to edit (edit), or a file of requests (--file).",
      "Every accepted task is charged. Images and videos are passed as URLs; nothing is uploaded."
    },
    subcommands = {
      SubmitCommand.Text.class,
      SubmitCommand.Image.class,
      SubmitCommand.References.class,
      SubmitCommand.Edit.class
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class SubmitCommand implements Callable<Integer>, UsesGateway {
  @ParentCommand
  private HappyHorseCli program;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = {
        "A file of requests, one JSON object per line; - for the standard input:",
        "{\"mode\":\"t2v\",\"prompt\":\"A cat\",\"duration\":5}",
        "Modes: t2v, i2v (with \"image\"), r2v (\"images\"), edit (\"video\", \"image\").",
        "Other names are sent to the vendor as parameters, unchecked."
      })
  private @Nullable Path file;

  @Mixin
  private SubmitOptions options;

  @Override
  public GatewayOptions gatewayOptions() {
    return options.gateway;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path requests = file;
    if (requests == null) {
      throw new ParameterException(
          spec.commandLine(), "Specify what to submit: t2v, i2v, r2v, edit, or --file FILE.");
    }
    return submit(
        spec, options, () -> RequestLines.read(text(requests), InputFiles.name(requests)));
  }

  private String text(Path requests) {
    return program.inputs().read(requests, "The requests", "--file");
  }

  int submit(CommandSpec command, SubmitOptions chosen, Supplier<List<VideoRequest>> requests)
      throws InterruptedException {
    if (command != spec && !spec.commandLine().getParseResult().matchedOptions().isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Options come after '" + command.name() + "', not before it.");
    }
    List<VideoRequest> valid = HappyHorseCli.checked(command, () -> {
      List<VideoRequest> all = requests.get();
      all.forEach(VideoRequest::validate);
      return all;
    });
    return new SubmitRun(program, command, chosen).run(valid);
  }

  /** The options of all modes. */
  @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
  abstract static class Mode implements Callable<Integer>, UsesGateway {
    @ParentCommand
    private SubmitCommand submit;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RequestOptions options;

    @Mixin
    private SubmitOptions submission;

    abstract VideoRequest request(String prompt);

    @Override
    public GatewayOptions gatewayOptions() {
      return submission.gateway;
    }

    @Override
    public Integer call() throws InterruptedException {
      return submit.submit(spec, submission, () -> List.of(valid()));
    }

    private VideoRequest valid() {
      try {
        VideoRequest request = options.applyTo(request(options.prompt()));
        request.validate();
        return request;
      } catch (IllegalArgumentException invalid) {
        throw new IllegalArgumentException(
            RequestOptions.inOptions(String.valueOf(invalid.getMessage())), invalid);
      }
    }
  }

  /** Text to video. */
  @Command(name = "t2v", description = "Submits a video described by a text.")
  static final class Text extends Mode {
    @Override
    VideoRequest request(String prompt) {
      return VideoRequest.textToVideo(prompt);
    }
  }

  /** Image to video. */
  @Command(name = "i2v", description = "Submits a video that begins with an image.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Image extends Mode {
    @Option(
        names = "--image",
        paramLabel = "URL",
        required = true,
        description = "The http or https URL of the image.")
    private String image;

    @Override
    VideoRequest request(String prompt) {
      return VideoRequest.imageToVideo(prompt, image);
    }
  }

  /** References to video. */
  @Command(name = "r2v", description = "Submits a video based on 1 to 3 reference images.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class References extends Mode {
    @Option(
        names = "--image",
        paramLabel = "URL",
        required = true,
        arity = "1..*",
        description = "The http or https URLs of 1 to 3 images.")
    private List<String> images;

    @Override
    VideoRequest request(String prompt) {
      return VideoRequest.referenceToVideo(prompt, images);
    }
  }

  /** Editing a video. */
  @Command(name = "edit", description = "Submits an edit of a video, based on a reference image.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Edit extends Mode {
    @Option(
        names = "--video",
        paramLabel = "URL",
        required = true,
        description = "The http or https URL of the video.")
    private String video;

    @Option(
        names = "--image",
        paramLabel = "URL",
        required = true,
        description = "The http or https URL of the reference image.")
    private String image;

    @Override
    VideoRequest request(String prompt) {
      return VideoRequest.videoEdit(prompt, video, image);
    }
  }
}
