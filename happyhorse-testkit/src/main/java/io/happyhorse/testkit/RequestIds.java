package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.UUID;

/**
 * The ids that gateway and upstream give to what belongs to a task; they follow from the task's own id.
 *
 * @param submission the id of the request that submitted the task
 * @param upstreamJob the upstream's id of the job
 * @param upstreamRequest the upstream's id of its response
 */
record RequestIds(String submission, String upstreamJob, String upstreamRequest) {
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  static RequestIds of(TaskId id, Instant submittedAt) {
    return new RequestIds(submission(id, submittedAt), uuid("job" + id), uuid("request" + id));
  }

  /** Returns date and time, nanoseconds without padding, and eight characters. */
  private static String submission(TaskId id, Instant submittedAt) {
    return DATE_AND_TIME.format(submittedAt)
        + submittedAt.get(ChronoField.NANO_OF_SECOND)
        + uuid(id.value()).substring(0, 8);
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
