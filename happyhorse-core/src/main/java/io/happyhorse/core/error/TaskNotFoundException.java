package io.happyhorse.core.error;

/**
 * Thrown if the gateway does not know the task (HTTP 400 {@code task_not_exist}, or 404). This may be temporary right after the
 * creation of a task.
 */
public final class TaskNotFoundException extends QueryException {
  /** Creates the error. */
  public TaskNotFoundException(QueryDetails details) {
    super(
        "The gateway knows no such task",
        details,
        "Check the id, the base URL, and that the key belongs to the account that created the task.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
