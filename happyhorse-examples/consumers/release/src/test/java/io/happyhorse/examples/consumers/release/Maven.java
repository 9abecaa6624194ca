package io.happyhorse.examples.consumers.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs builds with the Maven installation of this build, on the JDK of this test. */
final class Maven {
  private static final Path HOME = Path.of(System.getProperty("happyhorse.maven"));

  private Maven() {}

  /** Runs a build. If it fails, the test fails with its output. */
  static void run(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    boolean isWindows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    List<String> command = new ArrayList<>(List.of(
        HOME.resolve("bin").resolve(isWindows ? "mvn.cmd" : "mvn").toString(), "-B", "-ntp", "-q"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder maven = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.environment().putAll(environment);
    int exitCode = maven.start().waitFor();
    assertThat(exitCode)
        .as(() -> String.join(" ", command) + "\n" + text(output))
        .isZero();
  }

  private static String text(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
