package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A port that answers from a list, then for ever the same, and notes when it was asked. */
final class ScriptedPort implements TaskQueryPort {
  private final TimeSource time;
  private final List<Supplier<@Nullable VideoTask>> answers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Supplier<@Nullable VideoTask> forEver;
  private volatile @Nullable TaskId asked;
  final List<Long> askedAt = new CopyOnWriteArrayList<>();
  final List<Duration> withins = new CopyOnWriteArrayList<>();

  ScriptedPort(TimeSource time) {
    this.time = time;
  }

  ScriptedPort answers(String... words) {
    for (String word : words) {
      answers.add(() -> seen(word));
    }
    return this;
  }

  ScriptedPort answers(Supplier<@Nullable VideoTask> answer) {
    answers.add(answer);
    return this;
  }

  void answersForEver(String word) {
    forEver = () -> seen(word);
  }

  ScriptedPort fails(RuntimeException error) {
    return answers(() -> {
      throw error;
    });
  }

  ScriptedPort fails(int times, Supplier<QueryException> error) {
    for (int i = 0; i < times; i++) {
      fails(error.get());
    }
    return this;
  }

  void failsForEver(Supplier<? extends RuntimeException> error) {
    forEver = () -> {
      throw error.get();
    };
  }

  @Override
  @SuppressWarnings("NullAway") // some answers are a defect on purpose
  public VideoTask query(TaskId id, Duration within) {
    asked = id;
    askedAt.add(time.instant().getEpochSecond());
    withins.add(within);
    Supplier<@Nullable VideoTask> always = forEver;
    return answers.isEmpty() && always != null
        ? always.get()
        : answers.remove(0).get();
  }

  @Override
  public URI origin() {
    return URI.create("https://gateway");
  }

  /** Returns an observation of the task asked for last: SUCCESS has a link unless told otherwise, FAILURE a reason. */
  VideoTask seen(String text) {
    TaskId id = asked == null ? TaskId.of("asyntask_A") : asked;
    String word = text.replace(" without link", "");
    return VideoTask.builder(id, word, time.instant())
        .link(
            text.equals("SUCCESS")
                ? ResultLink.parse("https://h/v.mp4", null, time.instant())
                : null)
        .failure(word.equals("FAILURE") ? new TaskFailure("broken") : null)
        .build();
  }
}
