package io.happyhorse.examples.consumers.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Publishes a release into a folder twice. Runs with {@code -Pfull}. */
@EnabledIfSystemProperty(named = "happyhorse.full", matches = "true")
class ReleaseDryRunTest {
  private static final List<String> PUBLISHED =
      List.of("happyhorse-core", "happyhorse-feign", "happyhorse-testkit");

  @TempDir
  Path folder;

  @Test
  @Timeout(900)
  void publishes_three_artifacts_that_compile_the_quickstart_and_can_be_reproduced()
      throws Exception {
    Path first = release("first", Map.of("TZ", "UTC", "LC_ALL", "C"));
    Path second = release("second", Map.of("TZ", "Pacific/Chatham", "LC_ALL", "C.UTF-8"));

    assertThat(files(first.resolve("io/happyhorse"), 1)).containsExactlyElementsOf(PUBLISHED);
    assertThat(contents(first)).isEqualTo(contents(second));
    for (String module : PUBLISHED) {
      assertComplete(first.resolve("io/happyhorse").resolve(module));
    }
    compileQuickstart(first);
  }

  private Path release(String name, Map<String, String> environment) throws Exception {
    Path sources = SourceTree.copyTo(Files.createDirectories(folder.resolve(name)));
    Path staging = folder.resolve(name + "-staging");
    Maven.run(
        sources,
        environment,
        "-Prelease",
        "-DskipTests",
        "-Dmaven.test.skip",
        "-Dgpg.skip",
        "-Dspotless.check.skip",
        "-Denforcer.skip",
        "-Derrorprone.on.main=-XDerrorprone=off",
        "verify",
        "deploy:deploy",
        "-pl",
        String.join(",", PUBLISHED),
        "-DaltDeploymentRepository=staging::" + staging.toUri());
    return staging;
  }

  private static void assertComplete(Path module) throws IOException {
    List<String> files = files(module, Integer.MAX_VALUE);
    for (String end : List.of("-sources.jar", "-javadoc.jar", "-cyclonedx.json", ".jar", ".pom")) {
      assertThat(files).as(end).anyMatch(file -> file.endsWith(end));
    }
    assertThat(version(module.resolve(only(files, "[^/]*-[\\d.]+(-\\d+)?\\.jar"))))
        .isEqualTo(System.getProperty("happyhorse.version"));
    assertThat(Files.readString(module.resolve(only(files, ".*\\.pom"))))
        .contains("<licenses>", "<scm", "<developers>", "<url>", "<description>")
        .doesNotContain("<parent>", "<build>", "<scope>test</scope>", "${");
  }

  private static String only(List<String> files, String pattern) {
    return files.stream()
        .filter(file -> file.replaceAll(".*/", "").matches(pattern))
        .findFirst()
        .orElseThrow();
  }

  private static String version(Path jar) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return Objects.requireNonNull(opened.getManifest())
          .getMainAttributes()
          .getValue("Implementation-Version");
    }
  }

  /** Builds the quickstart like a user whose local repository is empty. */
  private void compileQuickstart(Path staging) throws Exception {
    Path consumer = Files.createDirectories(folder.resolve("consumer"));
    for (String file : List.of("pom.xml", "settings.xml")) {
      Files.copy(Path.of("src/test/resources/consumer", file), consumer.resolve(file));
    }
    Path quickstart = SourceTree.ROOT.resolve("happyhorse-examples/quickstart/src");
    SourceTree.copy(quickstart, consumer.resolve("src"));
    Path local = folder.resolve("local");
    Maven.run(
        consumer,
        Map.of(),
        "-s",
        "settings.xml",
        "-Dmaven.repo.local=" + local,
        "-Dstaging.url=" + staging.toUri(),
        "-Ddownloaded.url="
            + Path.of(System.getProperty("happyhorse.repository")).toUri(),
        "-Dhappyhorse.version=" + System.getProperty("happyhorse.version"),
        "-Djunit.version=" + System.getProperty("junit.version"),
        "-Dassertj.version=" + System.getProperty("assertj.version"),
        "test-compile");
    assertThat(
            consumer.resolve("target/classes/io/happyhorse/examples/quickstart/Quickstart.class"))
        .exists();
    assertThat(files(local.resolve("io/happyhorse"), 1)).containsAll(PUBLISHED);
  }

  private static List<String> files(Path root, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(root, depth)) {
      return files
          .filter(file -> !file.equals(root))
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Returns the checksums of the published files. The time of deployment in the names of snapshots is removed. */
  private static Map<String, String> contents(Path staging) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String file : files(staging, Integer.MAX_VALUE)) {
      if (file.endsWith(".sha1") && !file.contains("maven-metadata")) {
        contents.put(
            file.replaceAll("-\\d{8}\\.\\d{6}-1", ""), Files.readString(staging.resolve(file)));
      }
    }
    return contents;
  }
}
