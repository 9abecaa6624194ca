package io.happyhorse.feign.wire;

/** A body that does not tell what has become of the task that was asked for. */
public final class MalformedBodyException extends Exception {
  MalformedBodyException(String problem) {
    super(problem);
  }
}
