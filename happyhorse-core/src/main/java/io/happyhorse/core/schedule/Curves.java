package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** The survival curves of all kinds, and the tasks in them. The size is bounded. Not thread-safe. */
final class Curves {
  private static final int MOST_CURVES = 200;
  private static final int MOST_TASKS = 10_000;

  private final Map<CurveKey, SurvivalCurve> curves = limited(MOST_CURVES);
  private final Map<TaskId, Boolean> ended = limited(MOST_TASKS);

  /** The tasks in the curves that are not known to have ended, with their kinds, in order of their last observation. */
  private final Map<TaskId, String> running = new LinkedHashMap<>(16, 0.75f, true);

  private static <K, V> Map<K, V> limited(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /** Adds an observation, unless the task was observed to succeed before. */
  void observe(VideoTask task, String kind) {
    Instant submitted = task.timeline().submittedAt();
    if (submitted == null || ended.containsKey(task.id())) {
      return;
    }
    if (task.isSucceeded()) {
      forget(task.id());
      ended.put(task.id(), true);
      end(task, kind, submitted.getEpochSecond());
    } else {
      follow(task, kind, submitted.getEpochSecond());
    }
  }

  private void end(VideoTask task, String kind, long submitted) {
    record(task.timeline(), kind, (curve, time) -> curve.ended(task.id(), submitted, time));
  }

  private void follow(VideoTask task, String kind, long submitted) {
    if (!kind.equals(running.get(task.id()))) {
      forget(task.id());
    }
    Timeline soFar =
        new Timeline(task.timeline().submittedAt(), task.timeline().startedAt(), task.observedAt());
    record(soFar, kind, (curve, time) -> curve.running(task.id(), submitted, time));
    if (!isInSample(task.id(), kind)) {
      running.remove(task.id()); // it would displace one that is
    } else if (running.put(task.id(), kind) == null && running.size() > MOST_TASKS) {
      forgetEldest();
    }
  }

  private boolean isInSample(TaskId id, String kind) {
    boolean isInAny = false;
    for (CurveKey key : List.of(CurveKey.ANY, CurveKey.whole(kind), CurveKey.rendering(kind))) {
      SurvivalCurve known = curves.get(key);
      isInAny |= known != null && known.isRunning(id);
    }
    return isInAny;
  }

  /** Records the whole time and the rendering time, if they are known, in the curves for them. */
  private void record(Timeline timeline, String kind, ObjDoubleConsumer<SurvivalCurve> recording) {
    Duration total = timeline.total();
    if (total != null) {
      recording.accept(curve(CurveKey.ANY), Intervals.seconds(total));
      recording.accept(curve(CurveKey.whole(kind)), Intervals.seconds(total));
    }
    Duration rendering = timeline.rendering();
    if (rendering != null) {
      recording.accept(curve(CurveKey.rendering(kind)), Intervals.seconds(rendering));
    }
  }

  private void forgetEldest() {
    forget(running.keySet().iterator().next());
  }

  private void forget(TaskId id) {
    String kind = running.remove(id);
    if (kind != null) {
      curve(CurveKey.ANY).forget(id);
      curve(CurveKey.whole(kind)).forget(id);
      curve(CurveKey.rendering(kind)).forget(id);
    }
  }

  private SurvivalCurve curve(CurveKey key) {
    return curves.computeIfAbsent(key, unknown -> new SurvivalCurve());
  }

  /** The curve for a task, and the age of the task on it in seconds. */
  record Position(SurvivalCurve curve, double age) {}

  /**
   * Returns the most specific curve with enough data: that of rendering if the task was observed running, else that of the whole
   * duration; null if there is none.
   *
   * @param kind the kind of the task; null if unknown
   * @param age the age of the task
   * @param runningFor how long the task has been running; null if unknown
   */
  @Nullable
  Position closest(@Nullable String kind, Duration age, @Nullable Duration runningFor) {
    if (kind == null) {
      return ifEnough(CurveKey.ANY, age);
    }
    Position rendering = runningFor == null ? null : ifEnough(CurveKey.rendering(kind), runningFor);
    return rendering == null ? ifEnough(CurveKey.whole(kind), age) : rendering;
  }

  private @Nullable Position ifEnough(CurveKey key, Duration age) {
    SurvivalCurve known = curves.get(key);
    return known == null || !known.hasEnough()
        ? null
        : new Position(known, Math.max(0, Intervals.seconds(age)));
  }

  /** Adds a saved curve. */
  void add(Map<CurveKey, List<Lifetime>> saved) {
    saved.forEach((key, lifetimes) -> {
      lifetimes.forEach(curve(key)::add);
      if (key.stage() != Stage.WHOLE_OF_ANY) {
        for (Lifetime each : lifetimes) {
          if (each.running() != null) {
            running.put(each.running(), key.kind());
          }
        }
      }
    });
    while (running.size() > MOST_TASKS) {
      forgetEldest();
    }
  }

  Map<CurveKey, SurvivalCurve> all() {
    return curves;
  }
}
