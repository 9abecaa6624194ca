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

/** A port that returns the observations of a list in order, then always the same one, and records when it was queried. */
final class ScriptedPort implements TaskQueryPort {
  private final TimeSource time;
  private final List<Supplier<@Nullable VideoTask>> responses = new CopyOnWriteArrayList<>();
  private volatile @Nullable Supplier<@Nullable VideoTask> always;
  private volatile @Nullable TaskId queried;
  final List<Long> queriedAt = new CopyOnWriteArrayList<>();
  final List<Duration> limits = new CopyOnWriteArrayList<>();

  ScriptedPort(TimeSource time) {
    this.time = time;
  }

  ScriptedPort returns(String... words) {
    for (String word : words) {
      responses.add(() -> observation(word));
    }
    return this;
  }

  ScriptedPort returns(Supplier<@Nullable VideoTask> response) {
    responses.add(response);
    return this;
  }

  void alwaysReturns(String word) {
    always = () -> observation(word);
  }

  ScriptedPort fails(RuntimeException error) {
    return returns(() -> {
      throw error;
    });
  }

  ScriptedPort fails(int times, Supplier<QueryException> error) {
    for (int i = 0; i < times; i++) {
      fails(error.get());
    }
    return this;
  }

  void alwaysFails(Supplier<? extends RuntimeException> error) {
    always = () -> {
      throw error.get();
    };
  }

  @Override
  @SuppressWarnings("NullAway") // some observations are null on purpose
  public VideoTask query(TaskId id, Duration within) {
    queried = id;
    queriedAt.add(time.instant().getEpochSecond());
    limits.add(within);
    Supplier<@Nullable VideoTask> last = always;
    return responses.isEmpty() && last != null
        ? last.get()
        : responses.remove(0).get();
  }

  @Override
  public URI origin() {
    return URI.create("https://gateway");
  }

  /** Returns an observation of the task queried last: SUCCESS has a link unless the text excludes it, FAILURE a reason. */
  VideoTask observation(String text) {
    TaskId id = queried == null ? TaskId.of("asyntask_A") : queried;
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
