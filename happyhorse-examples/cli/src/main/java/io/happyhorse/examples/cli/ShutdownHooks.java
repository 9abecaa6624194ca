package io.happyhorse.examples.cli;

/** The threads that run when a signal ends the process. They are an input, so that a test can end the process at a given moment. */
interface ShutdownHooks {
  /** The hooks of this JVM. */
  ShutdownHooks OF_THIS_JVM = new ShutdownHooks() {
    @Override
    public void add(Thread hook) {
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void remove(Thread hook) {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    }
  };

  /**
   * Registers a thread that has not been started.
   *
   * @throws IllegalStateException if the process is ending
   */
  void add(Thread hook);

  /**
   * Removes a thread.
   *
   * @throws IllegalStateException if the process is ending
   */
  void remove(Thread hook);
}
