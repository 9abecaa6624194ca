package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks have been taking, by kind: what a {@linkplain PollSchedule#learned learning schedule} knows. It can be kept as
 * text over a restart.
 *
 * <p>Of each finished task two times are learned: from submission to the end, and from the start to the end, which varies far
 * less. The latest 1,000 of each are kept for each of at most 100 kinds; when tasks begin to take distinctly longer or shorter,
 * the older ones are forgotten. Thread-safe.
 */
public final class CompletionTimes {
  private static final int MOST_KINDS = 100;
  private static final int REMEMBERED_TASKS = 10_000;
  private static final String HEADER = "happyhorse completion times 1";

  private final Function<VideoTask, String> kind;
  private final Map<String, Samples> samples = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Samples> eldest) {
      return size() > 2 * MOST_KINDS;
    }
  };

  private final Map<TaskId, Boolean> learnedFrom = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<TaskId, Boolean> eldest) {
      return size() > REMEMBERED_TASKS;
    }
  };

  /** Knows nothing yet, and takes a task's action for its kind. */
  public CompletionTimes() {
    this(CompletionTimes::actionOf);
  }

  /**
   * Knows nothing yet.
   *
   * @param kind says which tasks take alike, such as by action, resolution and length; quick, and safe for many threads
   */
  public CompletionTimes(Function<VideoTask, String> kind) {
    this.kind = kind;
  }

  private static String actionOf(VideoTask task) {
    TaskAction action = task.action();
    return action == null ? "" : action.word();
  }

  /**
   * Learns from a task. One that has not succeeded, does not tell its times, or was learned from before
   * (of the latest 10,000), teaches nothing.
   *
   * @param task the last observation
   */
  public void add(VideoTask task) {
    if (task.isSucceeded() && isNew(task.id())) {
      String ofTask = kind.apply(task);
      add(Stage.WHOLE_OF_ANY.keyOf(""), task.timeline().total());
      add(Stage.WHOLE.keyOf(ofTask), task.timeline().total());
      add(Stage.RENDERING.keyOf(ofTask), task.timeline().rendering());
    }
  }

  /** Tells whether nothing was learned from the task yet; whoever asks for it again must not count it again. */
  private boolean isNew(TaskId id) {
    synchronized (samples) {
      return learnedFrom.put(id, true) == null;
    }
  }

  private void add(String key, @Nullable Duration duration) {
    if (duration != null) {
      samplesOf(key).add(Intervals.seconds(duration));
    }
  }

  private Samples samplesOf(String key) {
    synchronized (samples) {
      return samples.computeIfAbsent(key, unknown -> new Samples());
    }
  }

  /**
   * Predicts within which time a share of the tasks like this one are done, for a progress display: "80 % are done within 40 s".
   *
   * @param task the last observation of a task that goes on
   * @param since how long ago it was made
   * @param share the share of tasks, more than 0 and less than 1
   * @return the time from now; null if too little is known of such tasks, or of this one's age
   * @throws IllegalArgumentException if the share is out of range
   */
  public @Nullable Duration eta(VideoTask task, Duration since, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "A share of tasks must be more than 0 and less than 1, not " + share + ".");
    }
    Instant startedAt = task.timeline().startedAt();
    Duration age = task.age();
    if (age == null) {
      return null;
    }
    Duration runningFor = startedAt == null
        ? null
        : Duration.between(startedAt, task.observedAt()).plus(since);
    Known known = known(task, age.plus(since), runningFor);
    OptionalDouble seconds =
        known == null ? OptionalDouble.empty() : known.samples().remaining(known.age(), share);
    return seconds.isEmpty() ? null : Intervals.ofSeconds(seconds.getAsDouble());
  }

  /** What is known of a task: times like its own, and how far it is into them. */
  record Known(Samples samples, double age) {}

  /** Returns the closest times of which there are enough: of rendering if it is seen to run, else of the whole. */
  @Nullable
  Known known(@Nullable VideoTask task, Duration age, @Nullable Duration runningFor) {
    if (task == null) {
      return ifEnough(Stage.WHOLE_OF_ANY.keyOf(""), age);
    }
    String ofTask = kind.apply(task);
    Known rendering =
        runningFor == null ? null : ifEnough(Stage.RENDERING.keyOf(ofTask), runningFor);
    return rendering == null ? ifEnough(Stage.WHOLE.keyOf(ofTask), age) : rendering;
  }

  private @Nullable Known ifEnough(String key, Duration age) {
    Samples known;
    synchronized (samples) {
      known = samples.get(key);
    }
    return known == null || known.size() < Samples.ENOUGH
        ? null
        : new Known(known, Math.max(0, Intervals.seconds(age)));
  }

  /**
   * Returns all that is known as text, a line for each kind and stage.
   *
   * @return the text, for {@link #load}
   */
  public String save() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    synchronized (samples) {
      samples.forEach((key, known) -> {
        text.append(key);
        known.latest().forEach(seconds -> text.append('\t').append(seconds));
        text.append('\n');
      });
    }
    return text.toString();
  }

  /**
   * Adds what was saved to what is known.
   *
   * @param text what {@link #save()} returned
   * @return this
   * @throws IllegalArgumentException if the text is not that; the message names the line, and nothing was added
   */
  public CompletionTimes load(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IllegalArgumentException(
          "Line 1 is not '" + HEADER + "': this text was not saved by CompletionTimes.");
    }
    Map<String, List<Double>> read = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split("\t", -1);
      read.put(checkedKey(fields[0], i + 1), seconds(fields, i + 1));
    }
    read.forEach((key, durations) -> samplesOf(key).addEarlier(durations));
    return this;
  }

  private static String checkedKey(String key, int line) {
    if (!Stage.isKey(key)) {
      throw new IllegalArgumentException(
          "Line " + line + " names no stage and kind: '" + key + "'.");
    }
    return key;
  }

  private static List<Double> seconds(String[] fields, int line) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 1; i < fields.length; i++) {
      try {
        double duration = Double.parseDouble(fields[i]);
        if (!(duration >= 0 && duration < Double.POSITIVE_INFINITY)) {
          throw new NumberFormatException();
        }
        seconds.add(duration);
      } catch (NumberFormatException unreadable) {
        throw new IllegalArgumentException(
            "Line " + line + " has a duration that is none: '" + fields[i] + "'.", unreadable);
      }
    }
    return seconds;
  }
}
