package io.happyhorse.core.task;

import java.util.Objects;
import java.util.Set;

/**
 * The upstream's status of its own job ({@code data.data.output.task_status}). Words other than the documented ones may occur. The
 * status may be stale; only {@link VideoTask#status()} decides.
 *
 * @param word the word as received
 */
public record UpstreamStatus(String word) {
  /** {@code PENDING}. */
  public static final UpstreamStatus PENDING = new UpstreamStatus("PENDING");

  /** {@code RUNNING}. */
  public static final UpstreamStatus RUNNING = new UpstreamStatus("RUNNING");

  /** {@code SUCCEEDED}. */
  public static final UpstreamStatus SUCCEEDED = new UpstreamStatus("SUCCEEDED");

  /** {@code FAILED}. */
  public static final UpstreamStatus FAILED = new UpstreamStatus("FAILED");

  /** {@code CANCELED}. */
  public static final UpstreamStatus CANCELED = new UpstreamStatus("CANCELED");

  /** {@code UNKNOWN}: the upstream forgets its jobs after 24 hours. */
  public static final UpstreamStatus UNKNOWN = new UpstreamStatus("UNKNOWN");

  private static final Set<UpstreamStatus> DOCUMENTED =
      Set.of(PENDING, RUNNING, SUCCEEDED, FAILED, CANCELED, UNKNOWN);

  /** Creates a status; any word is allowed. */
  public UpstreamStatus {
    Objects.requireNonNull(word, "word");
  }

  /** {@return whether the vendor's page lists this word} */
  public boolean isDocumented() {
    return DOCUMENTED.contains(this);
  }

  /** Returns the word in a form that is safe for logs. */
  @Override
  public String toString() {
    return Redactor.line(word);
  }
}
