package io.happyhorse.examples.cli;

import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
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
      "Creates tasks, each once: from text (t2v), an image (i2v), references (r2v),",
      "by editing a video (edit), or from a file of requests (--file).",
      "Every accepted task is charged. Images and videos are named by URLs: nothing is uploaded."
    },
    subcommands = {
      SubmitCommand.Text.class,
      SubmitCommand.Image.class,
      SubmitCommand.References.class,
      SubmitCommand.Edit.class
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class SubmitCommand implements Callable<Integer> {
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
        "Modes: t2v, i2v (with \"image\"), r2v (\"images\"), edit (\"video\", \"image\")."
      })
  private @Nullable Path file;

  @Mixin
  private SubmitOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Path requests = file;
    if (requests == null) {
      throw new ParameterException(
          spec.commandLine(), "Say what to submit: t2v, i2v, r2v, edit, or --file FILE.");
    }
    return submit(
        spec, options, () -> RequestLines.read(text(requests), InputFiles.name(requests)));
  }

  private String text(Path requests) {
    try {
      return program.inputs().read(requests);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The requests in " + InputFiles.name(requests) + " cannot be read: check --file.",
          unreadable);
    }
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

  /** From text. */
  @Command(name = "t2v", description = "Submits a video that shows what a text describes.")
  @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
  static final class Text implements Callable<Integer> {
    @ParentCommand
    private SubmitCommand submit;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RequestOptions request;

    @Mixin
    private SubmitOptions options;

    @Override
    public Integer call() throws InterruptedException {
      return submit.submit(
          spec,
          options,
          () -> List.of(request.applyTo(VideoRequest.textToVideo(request.prompt()))));
    }
  }

  /** From an image. */
  @Command(name = "i2v", description = "Submits a video that begins with an image.")
  @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
  static final class Image implements Callable<Integer> {
    @ParentCommand
    private SubmitCommand submit;

    @Spec
    private CommandSpec spec;

    @Option(
        names = "--image",
        paramLabel = "URL",
        required = true,
        description = "The http or https URL of the image.")
    private String image;

    @Mixin
    private RequestOptions request;

    @Mixin
    private SubmitOptions options;

    @Override
    public Integer call() throws InterruptedException {
      return submit.submit(
          spec,
          options,
          () -> List.of(request.applyTo(VideoRequest.imageToVideo(request.prompt(), image))));
    }
  }

  /** From references. */
  @Command(name = "r2v", description = "Submits a video of what is in 1 to 3 images.")
  @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
  static final class References implements Callable<Integer> {
    @ParentCommand
    private SubmitCommand submit;

    @Spec
    private CommandSpec spec;

    @Option(
        names = "--image",
        paramLabel = "URL",
        required = true,
        arity = "1..*",
        description = "The http or https URLs of 1 to 3 images.")
    private List<String> images;

    @Mixin
    private RequestOptions request;

    @Mixin
    private SubmitOptions options;

    @Override
    public Integer call() throws InterruptedException {
      return submit.submit(
          spec,
          options,
          () -> List.of(request.applyTo(VideoRequest.referenceToVideo(request.prompt(), images))));
    }
  }

  /** By editing. */
  @Command(name = "edit", description = "Submits an edit of a video by the example of an image.")
  @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
  static final class Edit implements Callable<Integer> {
    @ParentCommand
    private SubmitCommand submit;

    @Spec
    private CommandSpec spec;

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

    @Mixin
    private RequestOptions request;

    @Mixin
    private SubmitOptions options;

    @Override
    public Integer call() throws InterruptedException {
      return submit.submit(
          spec,
          options,
          () -> List.of(request.applyTo(VideoRequest.videoEdit(request.prompt(), video, image))));
    }
  }
}
