package io.happyhorse.examples.consumers.release;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public API of a published jar as sorted text: a line for each type and each of its members. */
final class PublicApi {
  private PublicApi() {}

  /** Returns the API of the jar, or of the folder of classes, that contains a class. */
  static List<String> ofJarWith(Class<?> member) throws IOException, URISyntaxException {
    Path source =
        Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(source)) {
      return in(source);
    }
    try (FileSystem jar =
        FileSystems.newFileSystem(URI.create("jar:" + source.toUri()), Map.of())) {
      return in(jar.getPath("/"));
    }
  }

  private static List<String> in(Path root) throws IOException {
    Predicate<String> exported = exported(root);
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      List<String> names = files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
          .sorted()
          .toList();
      for (String name : names) {
        Class<?> type = load(name);
        if (exported.test(type.getPackageName()) && isVisible(type)) {
          lines.addAll(ApiText.of(type));
        }
      }
    }
    return lines;
  }

  /** Returns a test for packages that every module may use. Without a module descriptor, these are all packages. */
  private static Predicate<String> exported(Path root) throws IOException {
    Path descriptor = root.resolve("module-info.class");
    if (!Files.exists(descriptor)) {
      return any -> true;
    }
    try (InputStream bytes = Files.newInputStream(descriptor)) {
      return ModuleDescriptor.read(bytes).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toSet())::contains;
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return !type.isAnonymousClass()
        && !type.isLocalClass()
        && ApiText.isVisible(type.getModifiers())
        && (outer == null || isVisible(outer));
  }
}
