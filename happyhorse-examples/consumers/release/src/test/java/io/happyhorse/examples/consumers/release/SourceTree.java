package io.happyhorse.examples.consumers.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies the sources, so that a build of the copy does not disturb the build that runs this test. */
final class SourceTree {
  static final Path ROOT = Path.of(System.getProperty("happyhorse.root"));

  private static final List<String> PARTS = List.of(
      ".mvn",
      "LICENSE",
      "pom.xml",
      "happyhorse-core",
      "happyhorse-testkit",
      "happyhorse-feign",
      "happyhorse-examples");

  private SourceTree() {}

  static Path copyTo(Path target) throws IOException {
    for (String part : PARTS) {
      copy(ROOT.resolve(part), target.resolve(part));
    }
    return target;
  }

  static void copy(Path source, Path target) throws IOException {
    if (source.endsWith("target")) {
      return;
    }
    if (!Files.isDirectory(source)) {
      Files.copy(source, target);
      return;
    }
    Files.createDirectories(target);
    try (Stream<Path> children = Files.list(source)) {
      for (Path child : children.toList()) {
        copy(child, target.resolve(child.getFileName()));
      }
    }
  }
}
