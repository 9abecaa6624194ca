package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

class UnexpectedErrorTest {
  @Test
  void exhausted_memory_is_reported_with_advice_even_as_a_cause() {
    String advice = "There is not enough memory: increase Java's heap, for example with -Xmx64m.";
    Throwable wrapped =
        new UncheckedIOException(new IOException(new OutOfMemoryError("Java heap space")));

    assertThat(UnexpectedError.sentence(new OutOfMemoryError())).isEqualTo(advice);
    assertThat(TaskFormat.sentence(wrapped)).isEqualTo(advice);
    assertThat(ErrorKind.of(wrapped).exitCode()).isEqualTo(70);
  }

  @Test
  void any_other_error_is_reported_on_one_line() {
    assertThat(TaskFormat.sentence(new IllegalStateException("odd\nthing")))
        .isEqualTo(
            "Internal error of happyhorse: java.lang.IllegalStateException: odd thing. --debug prints the stack trace.");
    assertThat(ErrorKind.of(new StackOverflowError()).exitCode()).isEqualTo(70);
  }

  @Test
  void an_invalid_path_is_a_local_error() {
    InvalidPathException error = new InvalidPathException("\u89c6", "Malformed input");

    assertThat(ErrorKind.of(error).exitCode()).isEqualTo(8);
    assertThat(TaskFormat.sentence(error))
        .isEqualTo("'\u89c6' cannot be the name of a file here: Malformed input.");
  }
}
