package io.happyhorse.examples.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The user's own versions of libraries are on the class path, whatever this project was built with. */
class VersionsTest {
  static Stream<String[]> expected() {
    return Arrays.stream(System.getProperty("expected.versions").split(" "))
        .map(pair -> pair.split("="));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void the_users_version_is_not_disturbed(String type, String version) throws Exception {
    String jar =
        Class.forName(type).getProtectionDomain().getCodeSource().getLocation().getPath();

    assertThat(jar).endsWith("-" + version + ".jar");
  }
}
