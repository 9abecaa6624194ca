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

/** Tasks of all kinds for a fake gateway: most succeed; some fail, are stuck, go back, or are rate-limited. */
final class DemoTasks {
  private static final int KNOWN = 80;

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
      number -> limited(number),
      number -> oddWord(number),
      number -> unreachable(number));

  DemoTasks(FakeHappyHorse gateway, DemoStorage storage) {
    this.gateway = gateway;
    this.storage = storage;
  }

  /** Lets the gateway accept tasks. */
  List<TaskId> accept(int count) {
    List<TaskId> ids = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      ids.add(gateway.accept(kinds.get(number % kinds.size()).apply(number)));
    }
    return ids;
  }

  private Duration upTo(int seconds) {
    return ofSeconds(5 + random.nextInt(seconds));
  }

  private TaskScript succeeding(int number, Duration linkLife) {
    return linked(number, linkLife, TaskScript.succeeding())
        .notStarted(upTo(10))
        .queued(upTo(60))
        .running(upTo(120).plusSeconds(40));
  }

  private TaskScript linked(int number, Duration life, TaskScript script) {
    return script.edited(data -> {
      if ("SUCCESS".equals(data.get("status")) && data.get("finish_time") instanceof Number end) {
        String link =
            storage.link(number, Instant.ofEpochSecond(end.longValue()).plus(life));
        data.put("result_url", link);
        data.put("fail_reason", link);
        inOutput(output -> output.put("video_url", link)).accept(data);
      }
    });
  }

  @SuppressWarnings("unchecked") // the maps of a body have strings as keys
  private static Consumer<Map<String, @Nullable Object>> inOutput(
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
        .queued(upTo(30))
        .running(upTo(50));
  }

  private TaskScript regressing(int number) {
    return linked(number, ofHours(24), TaskScript.succeeding())
        .queued(upTo(20))
        .running(ofSeconds(40), "50%", "60%")
        .queued(upTo(60))
        .running(upTo(60).plusSeconds(30));
  }

  private TaskScript stuck() {
    return TaskScript.succeeding().queued(upTo(30)).running(ofHours(9), "50%");
  }

  private TaskScript limited(int number) {
    return succeeding(number, ofHours(24))
        .onQuery(3, GatewayErrors.tooManyRequests().retryAfter(ofSeconds(20)));
  }

  private TaskScript oddWord(int number) {
    return linked(number, ofHours(24), TaskScript.succeeding())
        .state("queueing", "30%", Stay.of(upTo(40)))
        .running(upTo(90).plusSeconds(30), "", "soon");
  }

  private TaskScript unreachable(int number) {
    return succeeding(number, ofHours(24))
        .onQuery(2, GatewayErrors.proxyPage(502))
        .onQuery(3, Fault.connectionReset());
  }

  /** Returns how long earlier tasks took, so that the page has something to expect. */
  CompletionTimes earlierTimes(Instant now) {
    CompletionTimes times = new CompletionTimes();
    for (int number = 0; number < KNOWN; number++) {
      times.add(earlier(number, now.minus(ofHours(1))));
    }
    return times;
  }

  private VideoTask earlier(int number, Instant submitted) {
    Instant started = submitted.plus(upTo(70));
    Instant finished = started.plus(upTo(120).plusSeconds(40));
    VideoTaskBuilder task = VideoTask.builder(TaskId.of("earlier" + number), "SUCCESS", finished)
        .action(TaskAction.of("generate"))
        .timeline(new Timeline(submitted, started, finished));
    return task.build();
  }
}
