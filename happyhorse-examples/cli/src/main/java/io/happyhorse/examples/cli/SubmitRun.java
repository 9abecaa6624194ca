package io.happyhorse.examples.cli;

import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.submit.TaskSubmitterBuilder;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Submits requests one after the other, then waits for their tasks if requested. */
final class SubmitRun {
  private static final int BAD_REQUEST = 400;

  /** How long a stopped process waits for the response to a request, whose outcome would be unknown without it. */
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

  private final HappyHorseCli program;
  private final CommandSpec spec;
  private final SubmitOptions options;
  private final SubmitView view;
  private final List<TaskId> ids = new ArrayList<>();
  private final List<Integer> codes = new ArrayList<>();

  SubmitRun(HappyHorseCli program, CommandSpec spec, SubmitOptions options) {
    this.program = program;
    this.spec = spec;
    this.options = options;
    this.view =
        new SubmitView(spec.commandLine().getOut(), spec.commandLine().getErr(), options.json);
  }

  int run(List<VideoRequest> requests) throws InterruptedException {
    if (options.dryRun) {
      requests.forEach(view::wouldSend);
      return ExitCode.SUCCESS;
    }
    FeignTaskQuery gateway = HappyHorseCli.checked(spec, () -> options.gateway.gateway(program));
    OutboxFile outbox = options.outbox == null ? null : OutboxFile.at(options.outbox);
    OutboxPlan plan = HappyHorseCli.checked(spec, () -> plan(outbox));
    HappyHorseCli.check(spec, this::createFolder);
    StopSignal signal = StopSignal.lettingThisThreadEnd(program.hooks(), RESPONSE_TIMEOUT);
    try (signal) {
      submitAll(requests, submitter(gateway, outbox, plan), plan, gateway.origin(), signal);
      if (options.waits() && !ids.isEmpty()) {
        codes.add(new SubmitWait(program, spec, options, gateway).run(ids, signal));
      }
    }
    if (view.hasOutboxFailed()) {
      codes.add(ExitCode.LOCAL_ERROR);
    }
    return ExitCode.mostSevere(codes);
  }

  private static OutboxPlan plan(@Nullable OutboxFile outbox) {
    try {
      return OutboxPlan.of(outbox);
    } catch (IOException unreadable) {
      throw new UnusableFileException(
          "The outbox cannot be used: " + unreadable.getMessage() + ". Check --outbox.",
          unreadable);
    }
  }

  private void createFolder() {
    if (options.download != null) {
      VideoFolder.require(options.download, "--download");
    }
  }

  private TaskSubmitter submitter(
      FeignTaskQuery gateway, @Nullable OutboxFile outbox, OutboxPlan plan) {
    TaskSubmitPort port = gateway.submitPort();
    TaskSubmitterBuilder submitter = outbox == null
        ? TaskSubmitter.builder(port)
        : TaskSubmitter.builder(new OutboxGuard(port, outbox, plan, program.time()))
            .outbox(outbox);
    return submitter.time(program.time()).onSubmitted(view).build();
  }

  private void submitAll(
      List<VideoRequest> requests,
      TaskSubmitter submitter,
      OutboxPlan plan,
      URI gateway,
      StopSignal signal) {
    for (int i = 0; i < requests.size(); i++) {
      VideoRequest request = requests.get(i);
      OutboxEntry known = plan.take(request);
      if (known != null) {
        report(known, gateway);
      } else if (!submit(request, submitter) || signal.isStopping()) {
        view.notSubmitted(requests.size() - i - 1, options.outbox);
        return;
      }
    }
  }

  private void report(OutboxEntry known, URI gateway) {
    view.known(known);
    TaskId id = known.taskId();
    if (id == null) {
      codes.add(ExitCode.UNKNOWN);
    } else if (options.waits() && OutboxIds.isElsewhere(known, gateway)) {
      view.isElsewhere(known);
      codes.add(ExitCode.NOT_FINISHED);
    } else {
      ids.add(id);
    }
  }

  /** Submits a request, and returns whether to continue with the next one. */
  private boolean submit(VideoRequest request, TaskSubmitter submitter) {
    try {
      ids.add(submitter.submit(request).id());
      return true;
    } catch (SubmitException failed) {
      view.failed(failed);
      program.debug(spec, failed);
      codes.add(ErrorKind.of(failed).exitCode());
      return failed instanceof SubmissionRefusedException refused
          && Integer.valueOf(BAD_REQUEST).equals(refused.httpStatus());
    }
  }
}
