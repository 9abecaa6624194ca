package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.task.VideoTaskBuilder;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Adds tasks to a fake gateway: most succeed; some fail, are stuck, regress or are rate-limited. */
final class DemoTasks {
  private static final int EARLIER_TASKS = 80;

  private final FakeHappyHorse gateway;
  private final DemoStorage storage;
  private final Random random = new Random(7);
  private final List<IntFunction<TaskScript>> kinds = List.of(
      number -> succeeding(number, ofHours(24)),
      number -> succeeding(number, ofHours(24)),
      number -> succeeding(number, ofMinutes(100)),
      number -> succeeding(number, ofMinutes(25)),
      number -> failing(),
      number -> regressing(number),
      number -> stuck(),
      number -> rateLimited(number),
      number -> withUnusualStatus(number),
      number -> unreachable(number));

  DemoTasks(FakeHappyHorse gateway, DemoStorage storage) {
    this.gateway = gateway;
    this.storage = storage;
  }

  /** Adds tasks of each kind in turn. */
  List<TaskId> accept(int count) {
    List<TaskId> ids = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      ids.add(gateway.accept(kinds.get(number % kinds.size()).apply(number)));
    }
    return ids;
  }

  private Duration randomUpTo(int seconds) {
    return ofSeconds(5 + random.nextInt(seconds));
  }

  private TaskScript succeeding(int number, Duration linkLife) {
    return withLink(number, linkLife, TaskScript.succeeding())
        .notStarted(randomUpTo(10))
        .queued(randomUpTo(60))
        .running(randomUpTo(120).plusSeconds(40));
  }

  private TaskScript withLink(int number, Duration life, TaskScript script) {
    return script.edited(data -> {
      if ("SUCCESS".equals(data.get("status")) && data.get("finish_time") instanceof Number end) {
        String link =
            storage.link(number, Instant.ofEpochSecond(end.longValue()).plus(life));
        data.put("result_url", link);
        data.put("fail_reason", link);
        changingOutput(output -> output.put("video_url", link)).accept(data);
      }
    });
  }

  @SuppressWarnings("unchecked") // the maps of a body have strings as keys
  private static Consumer<Map<String, @Nullable Object>> changingOutput(
      Consumer<Map<String, @Nullable Object>> change) {
    return data -> {
      if (data.get("data") instanceof Map<?, ?> upstream
          && upstream.get("output") instanceof Map<?, ?> output) {
        change.accept((Map<String, @Nullable Object>) output);
      }
    };
  }

  private TaskScript failing() {
    return TaskScript.failing(
            "DataInspectionFailed", "The prompt may contain inappropriate content.")
        .queued(randomUpTo(30))
        .running(randomUpTo(50));
  }

  private TaskScript regressing(int number) {
    return withLink(number, ofHours(24), TaskScript.succeeding())
        .queued(randomUpTo(20))
        .running(ofSeconds(40), "50%", "60%")
        .queued(randomUpTo(60))
        .running(randomUpTo(60).plusSeconds(30));
  }

  private TaskScript stuck() {
    return TaskScript.succeeding().queued(randomUpTo(30)).running(ofHours(9), "50%");
  }

  private TaskScript rateLimited(int number) {
    return succeeding(number, ofHours(24))
        .onQuery(3, GatewayErrors.tooManyRequests().retryAfter(ofSeconds(20)));
  }

  private TaskScript withUnusualStatus(int number) {
    return withLink(number, ofHours(24), TaskScript.succeeding())
        .state("queueing", "30%", Stay.of(randomUpTo(40)))
        .running(randomUpTo(90).plusSeconds(30), "", "soon");
  }

  private TaskScript unreachable(int number) {
    return succeeding(number, ofHours(24))
        .onQuery(2, GatewayErrors.proxyPage(502))
        .onQuery(3, Fault.connectionReset());
  }

  /** Returns how long earlier tasks took, so that the page can show when tasks are expected to finish. */
  CompletionTimes earlierTimes(Instant now) {
    CompletionTimes times = new CompletionTimes();
    for (int number = 0; number < EARLIER_TASKS; number++) {
      times.add(earlier(number, now.minus(ofHours(1))));
    }
    return times;
  }

  private VideoTask earlier(int number, Instant submitted) {
    Instant started = submitted.plus(randomUpTo(70));
    Instant finished = started.plus(randomUpTo(120).plusSeconds(40));
    VideoTaskBuilder task = VideoTask.builder(TaskId.of("earlier" + number), "SUCCESS", finished)
        .action(TaskAction.of("generate"))
        .timeline(new Timeline(submitted, started, finished));
    return task.build();
  }
}
