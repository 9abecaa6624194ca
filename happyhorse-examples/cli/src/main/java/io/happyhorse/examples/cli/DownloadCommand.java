package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.DownloadedVideo;
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

/** Keeps the video of a task that has succeeded. */
@Command(
    name = "download",
    description = {
      "Downloads the video of a task that has succeeded, before its link dies after 24 hours.",
      "A download that ended early is gone on with."
    })
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
          .download(task, to, new Progress(json));
      print(taskId, kept, null);
      return ExitCode.DONE;
    } catch (HappyHorseException error) {
      print(taskId, null, error);
      parent.debug(spec, error);
      return Trouble.of(error).exitCode();
    }
  }

  private int withoutVideo(VideoTask task) {
    int exitCode = ExitCode.of(task);
    Trouble kind = Trouble.NO_VIDEO;
    String why =
        task.id() + " has succeeded, but the gateway gives no usable link: try again in a while.";
    if (task.failure() != null) {
      why = task.id() + " failed: " + TaskText.failureOf(task.failure()) + ".";
    } else if (!task.isSucceeded()) {
      exitCode = ExitCode.NOT_FINISHED;
      kind = Trouble.DEADLINE;
      why = task.id() + " has not ended yet (" + TaskText.state(task) + "): use 'happyhorse watch "
          + task.id() + " --download .'.";
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
      TaskId taskId, @Nullable DownloadedVideo kept, @Nullable HappyHorseException error) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(Json.download(taskId, kept, error)));
    } else if (kept != null) {
      out.println((Terminal.isThere() ? Terminal.REWRITE : "") + TaskText.kept(kept));
    }
    out.flush();
    if (error != null) {
      spec.commandLine().getErr().println(error.getMessage());
      if (error instanceof LocalFileException local && local.problem().contains("exists already")) {
        spec.commandLine().getErr().println("--force replaces it, -o FILE names another.");
      }
    }
  }

  /** Shows how far it has come, on a line of the terminal that is written over. */
  private final class Progress implements DownloadListener {
    private final PrintWriter out = spec.commandLine().getOut();
    private final PrintWriter err = spec.commandLine().getErr();
    private final boolean live;

    Progress(boolean forPrograms) {
      live = !forPrograms && Terminal.isThere();
    }

    @Override
    public void progressed(DownloadProgress now) {
      if (live) {
        out.print(Terminal.REWRITE + "  " + TaskText.progress(now));
        out.flush();
      }
    }

    @Override
    public void happened(DownloadEvent event) {
      err.println((live ? Terminal.REWRITE : "") + TaskText.event(event));
    }
  }
}
