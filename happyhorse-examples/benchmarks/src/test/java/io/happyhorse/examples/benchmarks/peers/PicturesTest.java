package io.happyhorse.examples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.benchmarks.peers.client.Figures;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PicturesTest {
  private static final List<Row> ROWS = List.of(
      row(Part.LOAD, "happyhorse-5s", "lag_mean_s=2.5 requests_per_task=6 threads=30 rss_mib=100"),
      row(Part.LOAD, "happyhorse-10s", "lag_mean_s=5 requests_per_task=3 threads=30 rss_mib=100"),
      row(
          Part.LOAD,
          "happyhorse-learned",
          "lag_mean_s=4 requests_per_task=2 threads=30 rss_mib=100"),
      row(
          Part.LOAD,
          "happyhorse-learned-1s",
          "lag_mean_s=2 requests_per_task=4 threads=30 rss_mib=9"),
      row(Part.LOAD, "happyhorse-default", "lag_mean_s=7 requests_per_task=2 threads=30 rss_mib=9"),
      row(Part.LOAD, "gax", "lag_mean_s=6 requests_per_task=4 threads=60 rss_mib=200"));

  @Nested
  class Requests_against_lag {
    private final Document picture = parsed(Pictures.requestsAgainstLag(ROWS));

    @Test
    void have_a_point_per_client() {
      assertThat(classes(picture, "circle"))
          .containsExactly("ours", "ours", "ours", "ours", "ours", "peer");
    }

    @Test
    void have_a_line_through_the_fixed_intervals_and_one_through_the_learned_schedules() {
      NodeList curves = picture.getElementsByTagName("polyline");

      assertThat(curves.getLength()).isEqualTo(2);
      assertThat(points(curves, 0)).hasSize(2);
      assertThat(points(curves, 1)).hasSize(2);
    }

    private static String[] points(NodeList curves, int index) {
      return ((Element) curves.item(index)).getAttribute("points").split(" ", -1);
    }
  }

  @Test
  void bars_are_as_long_as_their_figures() {
    Document picture = parsed(Pictures.cost(List.of(ROWS.get(0), ROWS.get(5))));

    List<Double> lengths = bars(picture).stream()
        .map(bar -> Double.valueOf(bar.getAttribute("width")))
        .toList();
    assertThat(lengths).hasSize(4);
    assertThat(lengths.get(1) / lengths.get(0)).isEqualTo(2);
    assertThat(lengths.get(3) / lengths.get(2)).isEqualTo(2);
  }

  @Test
  void the_colors_follow_the_color_scheme_of_the_page() {
    assertThat(Pictures.requestsAgainstLag(ROWS)).contains("prefers-color-scheme: dark");
  }

  @Test
  void text_is_escaped() {
    Svg svg = new Svg(10, 10);
    svg.text(0, 0, "start", "title", "<a> & b");

    assertThat(parsed(svg.toString()).getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("<a> & b");
  }

  @Test
  void pictures_without_rows_are_not_written(@TempDir Path directory) throws Exception {
    Rows rows = Rows.storedIn(null);
    rows.add(row(Part.FAULTS, "gax", "lost=3"));

    Pictures.write(rows, directory);

    assertThat(directory).isDirectoryContaining("glob:**/peers-faults.svg");
    assertThat(directory).isDirectoryNotContaining("glob:**/peers-requests.svg");
  }

  private static Row row(Part part, String client, String figures) {
    return new Row(part, client, 1_000, 0, Figures.parse(figures));
  }

  private static List<Element> bars(Document picture) {
    return elements(picture, "rect").stream()
        .filter(bar -> !bar.getAttribute("class").equals("page"))
        .toList();
  }

  private static List<String> classes(Document picture, String name) {
    return elements(picture, name).stream()
        .map(one -> one.getAttribute("class"))
        .toList();
  }

  private static List<Element> elements(Document picture, String name) {
    NodeList nodes = picture.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .toList();
  }

  private static Document parsed(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception malformed) {
      throw new AssertionError(svg, malformed);
    }
  }
}
