package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.lifecycle.TaskStep;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private final VirtualTime time = VirtualTime.byHand(Instant.EPOCH);
  private final StringWriter screen = new StringWriter();

  @Test
  void keeps_one_line_with_a_bar_the_progress_the_status_and_the_time() {
    try (LiveView view = new LiveView(new PrintWriter(screen), time)) {
      time.advance(Duration.ofSeconds(84));
      view.observed(seen("IN_PROGRESS", "70%"));
    }

    assertThat(screen.toString())
        .endsWith("\r  [#####################---------]  70%  IN_PROGRESS  1:24\u001b[K"
            + System.lineSeparator());
  }

  @Test
  void does_not_mind_progress_that_is_none() {
    try (LiveView view = new LiveView(new PrintWriter(screen), time)) {
      view.observed(seen("QUEUED", "soon"));
    }

    assertThat(screen.toString())
        .contains("\r  [------------------------------]   0%  QUEUED       0:00");
  }

  private static TaskObservation seen(String word, String progress) {
    VideoTask task = VideoTask.observed(TaskId.of("asyntask_A"), word, Instant.EPOCH)
        .progress(new Progress(progress))
        .build();
    return new TaskObservation(task, TaskStep.ADVANCED, 1, Duration.ZERO);
  }
}
