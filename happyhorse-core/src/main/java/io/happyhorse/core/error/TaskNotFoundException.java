package io.happyhorse.core.error;

/** The gateway knows no such task (HTTP 400 {@code task_not_exist}, or 404). Just after a task was created this can be a passing state. */
public final class TaskNotFoundException extends QueryException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
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
