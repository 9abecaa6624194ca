package io.happyhorse.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorTest {
  private static final String SECRET_URL = "no response from https://h/v.mp4?Signature=x";

  @Nested
  class Messages_of_errors {
    static Stream<Arguments> errors() {
      IOException suppressing = new IOException("broken");
      suppressing.addSuppressed(new IOException(SECRET_URL));
      IOException suppressingAnother = new IOException("broken");
      suppressingAnother.addSuppressed(new IOException("reset"));
      return Stream.of(
          Arguments.of(true, suppressingAnother),
          Arguments.of(true, new IOException("broken")),
          Arguments.of(true, new IOException((String) null)),
          Arguments.of(true, new IOException("broken", new IOException("reset"))),
          Arguments.of(false, new IOException(SECRET_URL)),
          Arguments.of(false, new IOException("rejected sk-1")),
          Arguments.of(false, new IOException("broken", new IOException("rejected sk-1"))),
          Arguments.of(false, suppressing),
          Arguments.of(true, circle("reset")),
          Arguments.of(false, circle(SECRET_URL)));
    }

    /** Returns an error that is the cause of its cause. */
    private static IOException circle(String message) {
      IOException cause = new IOException(message);
      IOException error = new IOException("broken", cause);
      cause.initCause(error);
      return error;
    }

    @ParameterizedTest
    @MethodSource("errors")
    void are_fit_if_none_of_them_contains_a_secret(boolean isFit, Throwable error) {
      assertThat(Redactor.isFit(error, text -> text.replace("sk-1", "***"))).isEqualTo(isFit);
    }
  }

  @Nested
  class A_text {
    @Test
    void loses_the_queries_of_its_URLs() {
      assertThat(Redactor.withoutQueries(
              "https://h/a?b=1 or HTTP:\\/\\/h\\/c?d=2, not https://h/e or f?g=3"))
          .isEqualTo("https://h/a?... or HTTP:\\/\\/h\\/c?... not https://h/e or f?g=3");
      assertThat(Redactor.withoutQueries("https://$1\\?b=1")).isEqualTo("https://$1\\?...");
    }

    /** If the cost grew with the square of the length, this would take hours. */
    @Test
    void may_be_very_long() {
      String prefixes = "https://".repeat(1 << 19);

      assertThat(Redactor.withoutQueries(prefixes).equals(prefixes)).isTrue();
    }
  }

  @Nested
  class A_line {
    @Test
    void has_at_most_200_characters_of_a_text() {
      String longest = "x".repeat(200);

      assertThat(Redactor.line(longest)).isEqualTo(longest);
      assertThat(Redactor.line(longest + "y")).isEqualTo(longest + "...");
    }

    @Test
    void is_made_of_the_beginning_of_a_very_long_text() {
      assertThat(Redactor.line(" ".repeat(799) + "x")).isEqualTo("x");
      assertThat(Redactor.line(" ".repeat(800) + "x")).isEmpty();
    }

    @Test
    void has_neither_breaks_nor_queries() {
      assertThat(Redactor.line("no\n\tresponse from\u202e https://h/v.mp4?Signature=x"))
          .isEqualTo("no response from https://h/v.mp4?...");
    }
  }
}
