package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.error.HappyHorseException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Downloads the video of a task that has succeeded. */
@Command(
    name = "download",
    description = {
      "Downloads the video of a task that has succeeded; its link expires after 24 hours.",
      "An interrupted download is resumed."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DownloadCommand implements Callable<Integer>, UsesGateway {
  @ParentCommand
  private HappyHorseCli parent;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "Task id, as returned by 'submit' or the gateway.")
  private String id;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to save the video (default: ID.mp4 in this folder, which is not downloaded again if it exists).")
  private @Nullable Path file;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  @Option(names = "--json", description = "Print one JSON object: the saved video, or the error.")
  private boolean json;

  @Mixin
  private VideoOptions videoOptions;

  private final GatewayOptions options = new GatewayOptions();

  @Override
  public GatewayOptions gatewayOptions() {
    return options;
  }

  @Override
  public Integer call() {
    TaskId taskId = HappyHorseCli.checked(
            spec, () -> TaskIds.of(List.of(id), null, parent.inputs()))
        .get(0);
    FeignTaskQuery tasks = HappyHorseCli.checked(spec, () -> options.gateway(parent));
    StopSignal signal = StopSignal.interruptingThisThread(parent.hooks());
    try (signal) {
      return run(taskId, tasks);
    }
  }

  private int run(TaskId taskId, FeignTaskQuery tasks) {
    try {
      VideoTask task = tasks.query(taskId);
      return task.link() == null ? withoutVideo(task) : download(task, tasks);
    } catch (HappyHorseException error) {
      print(taskId, null, error);
      parent.debug(spec, error);
      return ErrorKind.of(error).exitCode();
    }
  }

  private int download(VideoTask task, FeignTaskQuery tasks) {
    VideoDownloaderBuilder videos = videoOptions.downloader(tasks, parent.time());
    Path to = file == null ? SavedVideo.fileOf(task.id(), Path.of("")) : file;
    try (VideoDownloader downloader = (force ? videos.replaceExisting() : videos).build()) {
      print(task.id(), SavedVideo.of(downloader.download(task, to, new Progress(json))), null);
    } catch (LocalFileException error) {
      SavedVideo earlier = file == null ? SavedVideo.savedEarlier(to, error) : null;
      if (earlier == null) {
        throw error;
      }
      print(task.id(), earlier, null);
    }
    return ExitCode.SUCCESS;
  }

  private int withoutVideo(VideoTask task) {
    int exitCode = ExitCode.of(task);
    ErrorKind kind = ErrorKind.NO_VIDEO;
    String why =
        task.id() + " has succeeded, but the gateway provides no usable link: try again later.";
    if (task.failure() != null) {
      why = task.id() + " failed: " + TaskFormat.failureOf(task.failure()) + ".";
    } else if (!task.isSucceeded()) {
      exitCode = ExitCode.NOT_FINISHED;
      kind = ErrorKind.DEADLINE;
      why = task.id() + " has not finished yet (" + TaskFormat.state(task)
          + "): use 'happyhorse watch " + task.id() + " --download .'.";
    }
    if (json) {
      Map<String, @Nullable Object> line = Json.download(task.id(), null, null);
      line.put("error", Json.error(kind, why));
      spec.commandLine().getOut().println(Json.line(line));
    }
    spec.commandLine().getErr().println(why);
    return exitCode;
  }

  private void print(
      TaskId taskId, @Nullable SavedVideo video, @Nullable HappyHorseException error) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(Json.download(taskId, video, error)));
    } else if (video != null) {
      out.println((Terminal.isInteractive() ? Terminal.CLEAR_LINE : "") + TaskFormat.saved(video));
    }
    out.flush();
    if (error != null) {
      spec.commandLine().getErr().println(error.getMessage());
      String hint = DownloadHint.of(error);
      if (hint != null) {
        spec.commandLine().getErr().println(hint);
      }
    }
  }

  /** Shows the progress on one line of the terminal. */
  private final class Progress implements DownloadListener {
    private final PrintWriter out = spec.commandLine().getOut();
    private final PrintWriter err = spec.commandLine().getErr();
    private final boolean live;

    Progress(boolean forPrograms) {
      live = !forPrograms && Terminal.isInteractive();
    }

    @Override
    public void onProgress(DownloadProgress now) {
      if (live) {
        out.print(Terminal.CLEAR_LINE + "  " + TaskFormat.progress(now));
        out.flush();
      }
    }

    @Override
    public void onEvent(DownloadEvent event) {
      err.println((live ? Terminal.CLEAR_LINE : "") + TaskFormat.event(event));
    }
  }
}
