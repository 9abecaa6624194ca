package io.happyhorse.core.watch;

/** The future of a handle with a listener. */
final class ListeningFuture extends HandleFuture {
  private final TaskListener listener;

  ListeningFuture(WaitControl control, TaskListener listener) {
    super(control);
    this.listener = listener;
  }

  @Override
  public boolean isListening() {
    return true;
  }

  @Override
  void observed(TaskObservation observation) {
    listener.onObservation(observation);
  }
}
