package io.happyhorse.examples.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies that the class path contains the user's versions of the libraries, not those of this project's build. */
class VersionsTest {
  static Stream<String[]> expected() {
    return Arrays.stream(System.getProperty("expected.versions").split(" "))
        .map(pair -> pair.split("="));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void the_version_is_that_of_the_user(String type, String version) throws Exception {
    String jar =
        Class.forName(type).getProtectionDomain().getCodeSource().getLocation().getPath();

    assertThat(jar).endsWith("-" + version + ".jar");
  }
}
