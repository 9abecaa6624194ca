package io.happyhorse.feign.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.TaskScript;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README of this module lists all meters and their tags. */
class MetersInReadmeTest {
  /** A row of the table: name, kind, tags. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `(happyhorse\\.[a-z.]+)` \\| [a-z]+ \\|([^|]*)\\|", Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("[a-z.]+");

  @Test
  void lists_each_meter_with_its_tags() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    useAllMeters(registry);
    Map<String, Set<String>> meters = registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.syntheticAssociation() == null) // not a bucket of another meter
        .collect(Collectors.toMap(
            Meter.Id::getName,
            id -> id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet()),
            MetersInReadmeTest::union));

    Map<String, Set<String>> listed = ROW.matcher(Files.readString(Path.of("README.md")))
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> words(row.group(2))));

    assertThat(listed).isEqualTo(meters);
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static void useAllMeters(SimpleMeterRegistry registry) {
    try (VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
        FakeHappyHorse gateway = FakeHappyHorse.start(time)) {
      FeignTaskQuery tasks = FeignTaskQuery.builder(gateway.apiKey())
          .baseUrl(gateway.baseUri().toString())
          .time(time)
          .observer(new MicrometerQueryObserver(registry))
          .build();
      TaskId id = gateway.accept(
          TaskScript.succeeding().sweptEvery(Duration.ofSeconds(15)).onQuery(1, Fault.status(503)));
      assertThat(tasks.query(id).attempts()).isEqualTo(2);
      try (TaskWatcher watcher = TaskWatcher.of(tasks, time);
          VideoDownloader videos = VideoDownloader.of(tasks)) {
        new TaskWatcherMetrics(watcher).bindTo(registry);
        new VideoDownloaderMetrics(videos).bindTo(registry);
      }
    }
  }
}
