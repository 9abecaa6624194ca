package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.error.HappyHorseException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Keeps the video of a task that has succeeded. */
@Command(
    name = "download",
    description = {
      "Downloads the video of a task that has succeeded, before its link dies after 24 hours.",
      "A download that ended early is gone on with."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DownloadCommand implements Callable<Integer> {
  @ParentCommand
  private Happyhorse parent;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "The id that creating the task returned.")
  private String id;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to keep the video (default: ID.mp4 in this folder).")
  private @Nullable Path file;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  @Option(names = "--json", description = "Print an object with what was kept, or why not.")
  private boolean json;

  @Mixin
  private GatewayOptions options;

  @Override
  public Integer call() {
    TaskId taskId =
        Happyhorse.checked(spec, () -> TaskIds.of(List.of(id), null)).get(0);
    FeignTaskQuery tasks =
        Happyhorse.checked(spec, () -> options.gateway(parent.environment(), parent.time()));
    PrintWriter err = spec.commandLine().getErr();
    try {
      VideoTask task = tasks.query(taskId);
      if (task.link() == null) {
        return withoutVideo(task);
      }
      VideoDownloaderBuilder videos =
          VideoDownloader.builder(tasks.videoSource()).freshLinksFrom(tasks).time(parent.time());
      Path to = file == null ? Path.of(taskId + ".mp4") : file;
      DownloadedVideo kept = (force ? videos.replaceExisting() : videos)
          .build()
          .download(task, to, json ? progress -> {} : new Progress(err));
      print(taskId, kept, null);
      return ExitCode.DONE;
    } catch (HappyHorseException error) {
      print(taskId, null, error);
      parent.debug(spec, error);
      return Trouble.of(error).exitCode();
    }
  }

  private int withoutVideo(VideoTask task) {
    if (json) {
      spec.commandLine().getOut().println(Json.line(Json.download(task.id(), null, null)));
    }
    PrintWriter err = spec.commandLine().getErr();
    if (task.failure() != null) {
      err.println(task.id() + " failed: " + TaskText.failureOf(task.failure()) + ".");
      return ExitCode.TASK_FAILED;
    }
    if (task.isSucceeded()) {
      err.println(task.id()
          + " has succeeded, but the gateway gives no usable link: try again in a while.");
      return ExitCode.NO_VIDEO;
    }
    err.println(task.id() + " has not ended yet (" + TaskText.state(task)
        + "): use 'happyhorse watch " + task.id() + " --download .'.");
    return ExitCode.NOT_FINISHED;
  }

  private void print(
      TaskId taskId, @Nullable DownloadedVideo kept, @Nullable HappyHorseException error) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(Json.download(taskId, kept, error)));
    } else if (kept != null) {
      out.println(TaskText.kept(kept));
    }
    out.flush();
    if (error != null) {
      spec.commandLine().getErr().println(error.getMessage());
    }
  }

  /** Shows how far it has come, on a line that is written over. */
  private static final class Progress implements DownloadListener {
    private final PrintWriter err;
    private final boolean live = Terminal.isThere();

    Progress(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void progressed(DownloadProgress now) {
      if (live) {
        boolean whole = now.total() != null && now.bytes() == now.total();
        err.print(Terminal.REWRITE + TaskText.progress(now) + (whole ? "\n" : ""));
        err.flush();
      }
    }

    @Override
    public void happened(DownloadEvent event) {
      err.println((live ? "\n" : "") + TaskText.event(event));
    }
  }
}
