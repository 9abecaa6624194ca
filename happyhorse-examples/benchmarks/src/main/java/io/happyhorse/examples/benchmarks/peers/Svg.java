package io.happyhorse.examples.benchmarks.peers;

import java.util.Locale;

/** Builds a picture that is readable on a dark and on a light page. */
final class Svg {
  private static final String STYLE = """
      <style>
      text { font: 13px system-ui, sans-serif; fill: #1f2328; }
      .title { font-size: 15px; font-weight: 600; }
      .quiet { fill: #59636e; font-size: 12px; }
      .page { fill: #ffffff; stroke: #d1d9e0; }
      .grid { stroke: #d1d9e0; }
      .ours { fill: #0969da; }
      .peer { fill: #bc4c00; }
      .curve { fill: none; stroke: #0969da; stroke-width: 2; }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; }
        .quiet { fill: #9198a1; }
        .page { fill: #0d1117; stroke: #3d444d; }
        .grid { stroke: #3d444d; }
        .ours { fill: #4493f8; }
        .peer { fill: #f0883e; }
        .curve { stroke: #4493f8; }
      }
      </style>
      """;

  private final StringBuilder shapes = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
    format(
        "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n",
        width - 1, height - 1);
  }

  void text(double x, double y, String anchor, String style, String text) {
    format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>%n",
        x, y, anchor, style, escaped(text));
  }

  void bar(double x, double y, double length, double thickness, String style) {
    format(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"%s\"/>%n",
        x, y, length, thickness, style);
  }

  void line(double x1, double y1, double x2, double y2) {
    format(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>%n", x1, y1, x2, y2);
  }

  void dot(double x, double y, String style) {
    format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" class=\"%s\"/>%n", x, y, style);
  }

  /** Draws a line through points, given as {@code x,y} separated by blanks. */
  void curve(String points) {
    format("<polyline class=\"curve\" points=\"%s\"/>%n", points);
  }

  private void format(String format, Object... values) {
    shapes.append(String.format(Locale.ROOT, format, values));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                + " height=\"%2$d\">%n",
            width,
            height)
        + STYLE + shapes + "</svg>\n";
  }
}
