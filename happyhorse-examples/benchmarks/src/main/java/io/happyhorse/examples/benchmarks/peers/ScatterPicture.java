package io.happyhorse.examples.benchmarks.peers;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests against lag: a point per client, and lines through the fixed intervals and the learned schedules of this library. */
final class ScatterPicture {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int RIGHT = 120;
  private static final int TOP = 60;
  private static final int BOTTOM = 60;
  private static final int LAG_STEP = 2;
  private static final int REQUEST_STEP = 2;

  private static final String LEGEND =
      "blue: this library, lines through its fixed intervals and its learned schedules; orange: peers";

  private final List<Point> points;
  private final int mostLag;
  private final int mostRequests;

  ScatterPicture(List<Point> points) {
    this.points = points;
    mostLag = above(points.stream().mapToDouble(Point::lag).max().orElse(1), LAG_STEP);
    mostRequests =
        above(points.stream().mapToDouble(Point::requests).max().orElse(1), REQUEST_STEP);
  }

  /**
   * The mean lag and the requests per task of a client.
   *
   * @param client its name
   * @param lag seconds
   * @param requests requests per task
   * @param isOurs whether it is this library
   * @param curve the name of the line on which it lies; null if it lies on none
   */
  record Point(
      String client,
      double lag,
      double requests,
      boolean isOurs,
      @Nullable String curve) {}

  String draw(String title) {
    Svg svg = new Svg(WIDTH, HEIGHT);
    svg.text(20, 30, "start", "title", title);
    for (int lag = 0; lag <= mostLag; lag += LAG_STEP) {
      svg.line(x(lag), TOP, x(lag), HEIGHT - BOTTOM);
      svg.text(x(lag), HEIGHT - BOTTOM + 20, "middle", "quiet", lag + " s");
    }
    for (int requests = 0; requests <= mostRequests; requests += REQUEST_STEP) {
      svg.line(LEFT, y(requests), WIDTH - RIGHT, y(requests));
      svg.text(LEFT - 10, y(requests) + 4, "end", "quiet", Integer.toString(requests));
    }
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", "quiet", "mean lag");
    svg.text(LEFT, TOP - 12, "start", "quiet", "requests per task");
    svg.text(WIDTH - RIGHT, TOP - 12, "end", "quiet", LEGEND);
    points.stream()
        .map(Point::curve)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(name -> svg.curve(curve(name)));
    points.forEach(point -> draw(svg, point));
    return svg.toString();
  }

  private String curve(String name) {
    return points.stream()
        .filter(point -> name.equals(point.curve()))
        .sorted(Comparator.comparingDouble(Point::lag))
        .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.lag()), y(point.requests())))
        .collect(Collectors.joining(" "));
  }

  private void draw(Svg svg, Point point) {
    double x = x(point.lag());
    double y = y(point.requests());
    svg.dot(x, y, point.isOurs() ? "ours" : "peer");
    if (point.curve() != null) {
      svg.text(x - 8, y + 18, "end", "quiet", setting(point.client()));
    } else {
      svg.text(x + 9, y + (point.isOurs() ? 18 : -6), "start", "name", point.client());
    }
  }

  /** Returns the end of a client's name, such as {@code 5s} or {@code learned-1s}. */
  private static String setting(String client) {
    return client.substring(client.indexOf('-') + 1);
  }

  private double x(double lag) {
    return LEFT + lag / mostLag * (WIDTH - LEFT - RIGHT);
  }

  private double y(double requests) {
    return HEIGHT - BOTTOM - requests / mostRequests * (HEIGHT - TOP - BOTTOM);
  }

  private static int above(double value, int step) {
    return Math.max(step, (int) Math.ceil(value / step) * step);
  }
}
