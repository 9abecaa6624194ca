package io.happyhorse.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoRequestTest {
  private static final String CAT = "https://images.example/cat.png?sig=SECRET";
  private static final String VIDEO = "https://videos.example/dance.mp4";
  private static final VideoRequest T2V = VideoRequest.textToVideo("A cat");

  @Nested
  class Body {
    @Test
    void a_text_without_settings_leaves_them_to_the_gateway() {
      assertThat(T2V.toJson()).isEqualTo("{\"model\":\"happyhorse-1.0-t2v\",\"prompt\":\"A cat\"}");
    }

    @Test
    void every_setting_has_the_name_that_the_vendor_documents() {
      assertThat(T2V.resolution("720P")
              .duration(Duration.ofSeconds(15))
              .ratio("9:16")
              .seed(Integer.MAX_VALUE)
              .withoutWatermark()
              .toJson())
          .isEqualTo(
              "{\"model\":\"happyhorse-1.0-t2v\",\"prompt\":\"A cat\",\"resolution\":\"720P\","
                  + "\"duration\":15,\"ratio\":\"9:16\",\"seed\":2147483647,\"watermark\":false}");
    }

    @Test
    void an_image_is_a_separate_member() {
      assertThat(VideoRequest.imageToVideo("Run", CAT).toJson())
          .isEqualTo(
              "{\"model\":\"happyhorse-1.0-i2v\",\"prompt\":\"Run\",\"image\":\"" + CAT + "\"}");
    }

    @Test
    void references_are_a_list() {
      assertThat(VideoRequest.referenceToVideo("Run", List.of(CAT, VIDEO, CAT))
              .resolution("720P")
              .toJson())
          .isEqualTo("{\"model\":\"happyhorse-1.0-r2v\",\"prompt\":\"Run\",\"images\":[\"" + CAT
              + "\",\"" + VIDEO + "\",\"" + CAT + "\"],\"resolution\":\"720P\"}");
    }

    @Test
    void an_edit_has_the_native_body() {
      assertThat(
              VideoRequest.videoEdit("In snow", VIDEO, CAT).resolution("1080P").toJson())
          .isEqualTo(
              "{\"model\":\"happyhorse-1.0-video-edit\",\"input\":{\"prompt\":\"In snow\",\"media\":["
                  + "{\"type\":\"video\",\"url\":\"" + VIDEO
                  + "\"},{\"type\":\"reference_image\",\"url\":\""
                  + CAT + "\"}]},\"parameters\":{\"resolution\":\"1080P\"}}");
    }

    @Test
    void an_edit_without_settings_has_no_parameters() {
      assertThat(VideoRequest.videoEdit("In snow", VIDEO, CAT).body())
          .containsOnlyKeys("model", "input");
    }

    @Test
    void texts_are_escaped() {
      assertThat(VideoRequest.textToVideo("\"a\\b\"\n\u0001 猫 \uD83D\uDC31").toJson())
          .contains("\"\\\"a\\\\b\\\"\\u000a\\u0001 猫 \\ud83d\\udc31\"");
    }

    @Test
    void characters_that_a_URL_may_not_contain_are_encoded_and_no_others() {
      assertThat(VideoRequest.imageToVideo("Run", " http://a.example/b c/%2B?s=a+b%3D ")
              .body())
          .containsEntry("image", "http://a.example/b%20c/%2B?s=a+b%3D");
    }
  }

  @Nested
  class Values_the_vendor_adds_later {
    @Test
    void are_sent_as_they_are() {
      assertThat(T2V.with("audio", true)
              .with("resolution", "480P")
              .with("camera", Map.of("moves", List.of("pan", 1.5)))
              .toJson())
          .endsWith("\"audio\":true,\"resolution\":\"480P\",\"camera\":{\"moves\":[\"pan\",1.5]}}");
    }

    @Test
    void take_precedence_over_the_same_setting_before_and_after() {
      assertThat(T2V.with("duration", 20).duration(Duration.ofSeconds(5)).body())
          .containsEntry("duration", 20);
    }

    @Test
    void may_name_another_model() {
      assertThat(T2V.with("model", "happyhorse-1.1-t2v").body())
          .containsEntry("model", "happyhorse-1.1-t2v");
      assertThat(VideoRequest.videoEdit("x", VIDEO, CAT).with("model", "m").toJson())
          .startsWith("{\"model\":\"m\",\"input\"")
          .doesNotContain("parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "image", "images", "input", "parameters", " "})
    void cannot_replace_the_input(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> T2V.with(name, "x"))
          .withMessageContaining("cannot be set by this method");
    }

    @Test
    void must_be_representable_in_JSON() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> T2V.with("size", List.of(Double.NaN)))
          .withMessageContaining("'size' must be a string, a finite number");
    }

    @Test
    void can_be_immutable_numbers_only() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> T2V.with("size", new AtomicInteger(1)))
          .withMessageContaining("'size' must be a string, a finite number");
      assertThat(T2V.with("size", new BigDecimal("1.50"))
              .with("count", new BigInteger("9".repeat(30)))
              .toJson())
          .endsWith("\"size\":1.50,\"count\":" + "9".repeat(30) + "}");
    }

    @Test
    void cannot_be_changed_afterwards() {
      Map<String, Object> moves = new HashMap<>(Map.of("pan", 1));
      VideoRequest request = T2V.with("camera", moves);
      moves.put("tilt", 2);

      assertThat(request.settings().parameters()).containsEntry("camera", Map.of("pan", 1));
      assertThat(request.settings().parameters().get("camera"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .isUnmodifiable();
    }
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        arguments("The prompt is blank", () -> VideoRequest.textToVideo(" \n")),
        arguments("The prompt is blank", () -> VideoRequest.imageToVideo(" ", CAT)),
        arguments("The prompt is blank", () -> VideoRequest.referenceToVideo("", List.of(CAT))),
        arguments("The prompt is blank", () -> VideoRequest.videoEdit("\t", VIDEO, CAT)),
        arguments("cannot have a length of 2 s", () -> T2V.duration(Duration.ofSeconds(2))),
        arguments("cannot have a length of 16 s", () -> T2V.duration(Duration.ofSeconds(16))),
        arguments("cannot have a length of 4.5 s", () -> T2V.duration(Duration.ofMillis(4_500))),
        arguments(
            "cannot have a length of 3.000000001 s", () -> T2V.duration(Duration.ofSeconds(3, 1))),
        arguments(
            "cannot have a length of 9223372036854775807 s",
            () -> T2V.duration(Duration.ofSeconds(Long.MAX_VALUE))),
        arguments("'480P' is not a known resolution", () -> T2V.resolution("480P")),
        arguments("'21:9' is not a known ratio", () -> T2V.ratio("21:9")),
        arguments("A seed cannot be -1", () -> T2V.seed(-1)),
        arguments("1 to 3 images, not 0", () -> VideoRequest.referenceToVideo("x", List.of())),
        arguments(
            "1 to 3 images, not 4",
            () -> VideoRequest.referenceToVideo("x", List.of(CAT, CAT, CAT, CAT))),
        arguments(
            "the video has the ratio of the image",
            () -> VideoRequest.imageToVideo("x", CAT).ratio("1:1")),
        arguments(
            "keeps its ratio", () -> VideoRequest.videoEdit("x", VIDEO, CAT).ratio("1:1")),
        arguments(
            "keeps its length",
            () -> VideoRequest.videoEdit("x", VIDEO, CAT).duration(Duration.ofSeconds(5))),
        arguments(
            "an edit has no seed", () -> VideoRequest.videoEdit("x", VIDEO, CAT).seed(1)));
  }

  private static Arguments arguments(String message, Runnable building) {
    return Arguments.of(message, building);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("impossible")
  void an_impossible_request_cannot_be_built(String message, Runnable building) {
    assertThatIllegalArgumentException().isThrownBy(building::run).withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 15})
  void the_shortest_and_the_longest_video_can_be_requested(int seconds) {
    assertThat(T2V.duration(Duration.ofSeconds(seconds)).body()).containsEntry("duration", seconds);
  }

  @Nested
  class Inputs {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "cat.png",
          "/home/me/cat.png",
          "./cat.png",
          "C:\\cats\\cat.png",
          "c:/cat.png",
          "file:///cat.png",
          "//host/cat.png",
          "images.example/cat.png"
        })
    void a_local_path_is_refused_with_the_reason(String path) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> VideoRequest.imageToVideo("x", path))
          .withMessageContaining(
              "'" + path + "' is a local or relative path, and files are not uploaded.");
    }

    @Test
    void the_signature_of_a_URL_without_a_scheme_is_not_shown() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> VideoRequest.imageToVideo("x", "images.example/cat.png?sig=SECRET"))
          .withMessageContaining("'images.example/cat.png?...' is a local or relative path")
          .withMessageNotContaining("SECRET");
    }

    @ParameterizedTest
    @CsvSource({
      "ftp://a.example/cat.png, ftp:",
      "'data:image/png;base64,AAAA', data:",
      "s3://a/b, s3:"
    })
    void another_scheme_is_refused(String url, String scheme) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> VideoRequest.referenceToVideo("x", List.of(CAT, url)))
          .withMessageEndingWith("needs an absolute http or https URL, not one that begins with '"
              + scheme + "': the gateway fetches it.");
    }

    @ParameterizedTest
    @CsvSource({
      "'', it is blank.",
      "https:///cat.png, this one has no host.",
      "http:cat.png, this one has no host."
    })
    void a_URL_without_a_host_is_refused(String url, String reason) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> VideoRequest.videoEdit("x", url, CAT))
          .withMessage("The video needs an absolute http or https URL, but " + reason);
    }
  }

  @Nested
  class Length_of_the_prompt {
    @Test
    void of_5000_code_points_is_accepted() {
      VideoRequest.textToVideo("\uD83D\uDC31".repeat(5_000)).validate();
    }

    @Test
    void of_5001_code_points_is_refused_with_both_numbers() {
      assertThatIllegalArgumentException()
          .isThrownBy(VideoRequest.textToVideo("a".repeat(5_001))::validate)
          .withMessage(
              "The prompt has 5,001 characters, 0 of them Chinese. The upstream silently cuts it after 5,000, or 2,500"
                  + " Chinese ones (one counts as two): shorten it, or call allowTruncation().");
    }

    @Test
    void of_2500_Chinese_characters_is_accepted() {
      VideoRequest.textToVideo("猫".repeat(2_499) + "。").validate();
    }

    @Test
    void of_2501_Chinese_characters_is_refused() {
      assertThatIllegalArgumentException()
          .isThrownBy(VideoRequest.textToVideo("猫".repeat(2_501))::validate)
          .withMessageContaining("2,501 characters, 2,501 of them Chinese");
    }

    @Test
    void is_not_checked_if_the_caller_allows_truncation() {
      VideoRequest.textToVideo("a".repeat(6_000)).allowTruncation().validate();
    }
  }

  @Test
  void a_digest_is_the_SHA_256_of_the_body() {
    assertThat(T2V.digest())
        .isEqualTo(VideoRequest.textToVideo("A cat").digest())
        .isNotEqualTo(T2V.seed(1).digest())
        .isEqualTo("a1a6148cb320070e0e6004fce6568cd3f13a329200ed99a9c4376d1060dccf7e");
  }

  @Test
  void a_kind_names_the_values_that_determine_the_duration() {
    assertThat(T2V.kind()).isEqualTo("t2v/1080P/5s");
    assertThat(VideoRequest.imageToVideo("x", CAT)
            .resolution("720P")
            .duration(Duration.ofSeconds(15))
            .kind())
        .isEqualTo("i2v/720P/15s");
    assertThat(VideoRequest.videoEdit("x", VIDEO, CAT).kind()).isEqualTo("video-edit/1080P");
  }

  @Test
  void the_text_form_shows_neither_prompt_nor_secrets() {
    assertThat(VideoRequest.textToVideo("A private matter"))
        .hasToString("t2v[prompt of 16 characters, {}]");
    assertThat(VideoRequest.referenceToVideo("x", List.of(CAT, "http://other.example:80/1.png")))
        .hasToString("r2v[prompt of 1 characters, images.example/..., other.example:80/..., {}]");
    assertThat(VideoRequest.imageToVideo("A private matter", CAT).resolution("720P"))
        .hasToString("i2v[prompt of 16 characters, images.example/..., {resolution=720P}]");
    assertThat(VideoRequest.videoEdit(
            "x", "https://user:SECRET@videos.example:8443/dance.mp4", "http://[::1]/cat.png"))
        .hasToString("video-edit[prompt of 1 characters, videos.example:8443/..., [::1]/..., {}]");
  }

  @Test
  void equal_requests_are_equal() {
    assertThat(T2V.seed(1))
        .isEqualTo(VideoRequest.textToVideo("A cat").seed(1))
        .hasSameHashCodeAs(VideoRequest.textToVideo("A cat").seed(1));
    assertThat(T2V.seed(1)).isNotEqualTo(T2V.with("seed", 1));
  }
}
