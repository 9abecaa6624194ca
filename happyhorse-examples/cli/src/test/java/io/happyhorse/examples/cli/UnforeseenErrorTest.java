package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

class UnforeseenErrorTest {
  @Test
  void of_memory_advises_a_larger_heap_however_it_is_wrapped() {
    String advice = "There is not enough memory: increase Java's heap, for example with -Xmx64m.";
    Throwable wrapped =
        new UncheckedIOException(new IOException(new OutOfMemoryError("Java heap space")));

    assertThat(UnforeseenError.sentence(new OutOfMemoryError())).isEqualTo(advice);
    assertThat(TaskFormat.sentence(wrapped)).isEqualTo(advice);
    assertThat(ErrorKind.of(wrapped).exitCode()).isEqualTo(70);
  }

  @Test
  void of_any_other_kind_is_a_defect_in_one_line() {
    assertThat(TaskFormat.sentence(new IllegalStateException("odd\nthing")))
        .isEqualTo(
            "This is a defect of happyhorse; --debug shows the stack trace: java.lang.IllegalStateException: odd thing");
    assertThat(ErrorKind.of(new StackOverflowError()).exitCode()).isEqualTo(70);
  }

  @Test
  void of_a_path_is_one_of_this_machine() {
    InvalidPathException error = new InvalidPathException("\u89c6", "Malformed input");

    assertThat(ErrorKind.of(error).exitCode()).isEqualTo(8);
    assertThat(TaskFormat.sentence(error))
        .isEqualTo("'\u89c6' cannot be the name of a file here: Malformed input.");
  }
}
