package io.happyhorse.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLinkTest {
  private static final Instant NOW = Instant.parse("2026-04-28T02:39:21Z");

  private static ResultLink link(String url) {
    return Objects.requireNonNull(ResultLink.parse(url, null, NOW), url);
  }

  @Nested
  class A_raw_url {
    @ParameterizedTest
    @CsvSource(
        delimiter = ' ',
        quoteCharacter = '~',
        value = {
          "https://h/a|b https://h/a%7Cb",
          "https://h/{a} https://h/%7Ba%7D",
          "https://h/a^b https://h/a%5Eb",
          "https://h/a`b https://h/a%60b",
          "https://h/a\"b https://h/a%22b",
          "https://h/a\\b https://h/a%5Cb",
          "https://h/<a> https://h/%3Ca%3E",
          "https://h/a[1] https://h/a%5B1%5D",
          "https://h/a[1]?b[]=2 https://h/a%5B1%5D?b[]=2",
          "https://h/100% https://h/100%25",
          "https://h/a%zz https://h/a%25zz",
          "https://h/猫.mp4?n=猫 https://h/%E7%8C%AB.mp4?n=%E7%8C%AB",
          "https://h/a?q={x|y}&Signature=a%2Bb%3D https://h/a?q=%7Bx%7Cy%7D&Signature=a%2Bb%3D",
          "https://h/a#b#c https://h/a#b%23c",
          "https://例え.jp/a https://xn--r8jz45g.jp/a"
        })
    void has_only_the_characters_encoded_that_a_uri_may_not_contain(String raw, String encoded) {
      assertThat(link(raw).reveal()).hasToString(encoded);
    }

    @Test
    void has_inner_blanks_encoded_and_outer_ones_stripped() {
      assertThat(link(" https://h/a b?c=d e\n").reveal()).hasToString("https://h/a%20b?c=d%20e");
    }

    @Test
    void has_tabs_encoded_only_in_its_path_and_query() {
      assertThat(link("\thttps://h/a\tb?c=d\te\t").reveal()).hasToString("https://h/a%09b?c=d%09e");
      assertThat(ResultLink.parse("https://h\t.example/a", null, NOW)).isNull();
      assertThat(ResultLink.parse("https://h/a\nb", null, NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://h/%E7%8C%AB.mp4?Expires=1777430351&Signature=a%2Bb%3d",
          "https://u:p@h:8443/a;b=c/(d)!$'*+,:@~_-.?x[]=1&y=/?:@#f",
          "http://[2001:db8::1]:8080/a//b/../c",
          "https://h",
          "https://h?x=+",
          "https://h/a#x[1]"
        })
    void stays_byte_for_byte_if_it_is_legal(String url) {
      assertThat(link(url).reveal()).hasToString(url);
    }
  }

  @Nested
  class A_host_name {
    @ParameterizedTest
    @CsvSource({
      "https://my_videos.Example.com/v.mp4?s=1, my_videos.Example.com, https://my_videos.example.com",
      "http://_a:8080/v, _a, http://_a:8080",
      "https://a_b:443/v, a_b, https://a_b",
      "https://h:8443/v, h, https://h:8443",
      "http://[2001:db8::1]/v, [2001:db8::1], http://[2001:db8::1]"
    })
    void may_have_an_underscore(String url, String host, String origin) {
      assertThat(link(url).host()).isEqualTo(host);
      assertThat(link(url).origin()).hasToString(origin);
      assertThat(link(url)).asString().startsWith(origin + "/... (expires ");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"https://a_b:x/", "https://u@a_b/", "https://a_%5C/", "https://a_b:999999/"})
    void must_be_valid(String url) {
      assertThat(ResultLink.parse(url, null, NOW)).isNull();
    }
  }

  @Nested
  class A_redirect {
    private static final String BASE = "https://h.example/1d/v.mp4?Signature=x";

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "https://i/w.mp4?y=%2B | https://i/w.mp4?y=%2B",
          "/2e/w.mp4 | https://h.example/2e/w.mp4",
          "w.mp4?Signature=z | https://h.example/1d/w.mp4?Signature=z",
          "//i.example/w.mp4 | https://i.example/w.mp4",
          "?Signature=z | https://h.example/1d/v.mp4?Signature=z",
          "/1d/a b.mp4 | https://h.example/1d/a%20b.mp4",
          "/1d/a\\b.mp4 | https://h.example/1d/a%5Cb.mp4",
          "/1d/{a}.mp4 | https://h.example/1d/%7Ba%7D.mp4",
          "https://a_b/w | https://a_b/w"
        })
    void is_followed_in_all_the_forms_that_hosts_send(String location, String target) {
      ResultLink followed = Objects.requireNonNull(link(BASE).redirectedTo(location));

      assertThat(followed.reveal()).hasToString(target);
      assertThat(followed.expiresAt()).isEqualTo(link(BASE).expiresAt());
    }

    @Test
    void may_be_raw_utf_8_that_clients_decode_as_latin_1() {
      String asBytes = new String(
          "/1d/猫兄-plain.mp4?n=é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

      for (String location : new String[] {asBytes, "/1d/猫兄-plain.mp4?n=%C3%A9"}) {
        assertThat(Objects.requireNonNull(link(BASE).redirectedTo(location)).reveal())
            .hasToString("https://h.example/1d/%E7%8C%AB%E5%85%84-plain.mp4?n=%C3%A9");
      }
    }

    @Test
    void may_be_relative_to_a_bare_host() {
      assertThat(Objects.requireNonNull(link("https://h").redirectedTo("a/b")).reveal())
          .hasToString("https://h/a/b");
    }

    @Test
    void may_be_empty_and_point_to_the_same_url() {
      assertThat(Objects.requireNonNull(link(BASE).redirectedTo("")).reveal())
          .hasToString("https://h.example/1d/v.mp4");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "file:///etc/passwd",
          "mailto:a@b",
          "http://a b/",
          "//a b/",
          "\\\\evil.example\\a:b",
          "https:\\\\evil.example\\a",
          "http://"
        })
    void to_another_location_is_not_followed(String location) {
      ResultLink followed = link(BASE).redirectedTo(location);

      assertThat(followed == null || followed.host().equals("h.example"))
          .as("%s", followed)
          .isTrue();
    }

    @Test
    void without_a_location_has_no_target() {
      assertThat(link(BASE).redirectedTo(null)).isNull();
    }
  }
}
