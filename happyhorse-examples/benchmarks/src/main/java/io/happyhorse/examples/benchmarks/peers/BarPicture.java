package io.happyhorse.examples.benchmarks.peers;

import java.util.List;
import java.util.Locale;

/** A picture of bars: a panel per figure, a bar per client, one below the other. */
final class BarPicture {
  private static final int WIDTH = 860;
  private static final int MARGIN = 20;
  private static final int NAMES = 150;
  private static final int NUMBERS = 60;
  private static final int TITLE = 74;
  private static final int STEP = 26;
  private static final int THICKNESS = 16;
  private static final int TEXT_RISE = 13;

  private final String title;
  private final List<Panel> panels;

  BarPicture(String title, List<Panel> panels) {
    this.title = title;
    this.panels = panels;
  }

  /**
   * The bars of one figure.
   *
   * @param title its name and unit
   * @param bars its bars; each panel has the same clients
   */
  record Panel(String title, List<Bar> bars) {
    double longest() {
      return bars.stream().mapToDouble(Bar::value).max().orElse(0);
    }
  }

  /**
   * A bar.
   *
   * @param client the name of the client
   * @param value the figure
   * @param isOurs whether the client is this library
   */
  record Bar(String client, double value, boolean isOurs) {}

  String draw() {
    List<Bar> clients = panels.get(0).bars();
    Svg svg = new Svg(WIDTH, TITLE + clients.size() * STEP + MARGIN);
    svg.text(MARGIN, 30, "start", "title", title);
    for (int i = 0; i < clients.size(); i++) {
      svg.text(MARGIN, y(i) + TEXT_RISE, "start", "name", clients.get(i).client());
    }
    double width = (double) (WIDTH - 2 * MARGIN - NAMES) / panels.size();
    for (int i = 0; i < panels.size(); i++) {
      draw(svg, panels.get(i), MARGIN + NAMES + i * width, width);
    }
    return svg.toString();
  }

  private static void draw(Svg svg, Panel panel, double x, double width) {
    svg.text(x, TITLE - 14, "start", "quiet", panel.title());
    for (int i = 0; i < panel.bars().size(); i++) {
      Bar bar = panel.bars().get(i);
      double length = panel.longest() == 0 ? 0 : (width - NUMBERS) * bar.value() / panel.longest();
      svg.bar(x, y(i), Math.max(1, length), THICKNESS, bar.isOurs() ? "ours" : "peer");
      svg.text(
          x + Math.max(1, length) + 6, y(i) + TEXT_RISE, "start", "quiet", number(bar.value()));
    }
  }

  private static double y(int bar) {
    return TITLE + (double) bar * STEP;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }
}
