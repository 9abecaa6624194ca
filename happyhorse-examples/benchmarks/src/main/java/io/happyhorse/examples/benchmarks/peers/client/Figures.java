package io.happyhorse.examples.benchmarks.peers.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers, as a line of text between processes: {@code name=1.5 other=2}. Immutable. */
public record Figures(Map<String, Double> values) {
  /** Reads the text of {@link #toString()}. */
  public static Figures parse(String line) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String pair : line.strip().split(" ", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
    }
    return new Figures(values);
  }

  /** Returns a number; throws if there is none of that name. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("There is no " + name + " among " + values.keySet() + ".");
    }
    return value;
  }

  /** Returns these numbers and others. */
  Figures and(Map<String, Double> others) {
    Map<String, Double> all = new LinkedHashMap<>(values);
    all.putAll(others);
    return new Figures(all);
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
