package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how long a command takes, from the start of its process. */
@Command(
    name = "start",
    description = {
      "A query on the command line, in a process that starts for it. The processes take turns.",
      "what: java-version is the JVM alone; jdk-query sends the same query with the JDK's client and prints the body;",
      "launcher is the command line with its cache of classes; jar is the command line without the cache",
      "and without the options for Java of the launcher.",
      "first_output_ms, end_ms: time from the start to the first output and to the end, median of the rounds.",
      "ratio_to_jvm: end_ms against that of java-version."
    },
    mixinStandardHelpOptions = true)
final class StartBenchmark implements Runnable {
  private static final String JVM = "java-version";
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Option(
      names = "--rounds",
      defaultValue = "21",
      description = "Number of rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--cli",
      defaultValue = "happyhorse-examples/cli/target",
      description = "Folder of the launcher and of happyhorse.jar (default: ${DEFAULT-VALUE}).")
  private Path cli = Path.of("");

  @Override
  public void run() {
    Table table = new Table(System.out, json, "what", "first_output_ms", "end_ms", "ratio_to_jvm");
    try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
      Path folder = Files.createTempDirectory("happyhorse-start");
      try {
        print(table, measure(commands(gateway, folder)));
      } finally {
        delete(folder);
      }
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Map<String, ProcessBuilder> commands(FakeHappyHorse gateway, Path folder)
      throws IOException {
    TaskId id = gateway.accept(TaskScript.succeeding());
    String uri =
        gateway.baseUri().resolve("/v1/video/generations/" + id.value()).toString();
    String jar = cli.resolve("happyhorse.jar").toString();
    Map<String, ProcessBuilder> commands = new LinkedHashMap<>();
    commands.put(JVM, quickJava("--version"));
    commands.put(
        "jdk-query",
        quickJava(
            "-cp",
            classFolder(folder).toString(),
            JdkQuery.class.getName(),
            uri,
            gateway.apiKey()));
    commands.put(
        "launcher", new ProcessBuilder(cli.resolve("happyhorse").toString(), "query", id.value()));
    commands.put("jar", new ProcessBuilder(JAVA, "-jar", jar, "query", id.value()));
    for (ProcessBuilder command : commands.values()) {
      command.environment().put("HAPPYHORSE_API_KEY", gateway.apiKey());
      command.environment().put("HAPPYHORSE_BASE_URL", gateway.baseUri().toString());
      command.environment().put("JAVA_HOME", System.getProperty("java.home"));
      command.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }
    return commands;
  }

  /** Returns a command with the options for Java that the launcher uses for a query. */
  private static ProcessBuilder quickJava(String... arguments) {
    List<String> options = List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    return new ProcessBuilder(
        Stream.concat(options.stream(), Stream.of(arguments)).toList());
  }

  /** Returns a folder that contains the class of the plain query; it does not open the large jar of the benchmarks. */
  private static Path classFolder(Path folder) throws IOException {
    Path file = folder.resolve(JdkQuery.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream code = JdkQuery.class.getResourceAsStream("JdkQuery.class")) {
      Files.copy(code, file);
    }
    return folder;
  }

  private Map<String, List<ProcessTimes>> measure(Map<String, ProcessBuilder> commands)
      throws IOException, InterruptedException {
    Map<String, List<ProcessTimes>> times = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) { // the first round writes the cache
      for (Map.Entry<String, ProcessBuilder> command : commands.entrySet()) {
        ProcessTimes took = ProcessTimes.of(command.getValue());
        List<ProcessTimes> all = times.computeIfAbsent(command.getKey(), what -> new ArrayList<>());
        if (round >= 0) {
          all.add(took);
        }
      }
    }
    return times;
  }

  private static void print(Table table, Map<String, List<ProcessTimes>> times) {
    double jvm = median(times.getOrDefault(JVM, List.of()), ProcessTimes::end);
    times.forEach((what, each) -> {
      double end = median(each, ProcessTimes::end);
      table.row(what, median(each, ProcessTimes::firstOutput), end, end / jvm);
    });
  }

  private static double median(List<ProcessTimes> times, ToDoubleFunction<ProcessTimes> which) {
    return Median.of(times.stream().mapToDouble(which).toArray());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
