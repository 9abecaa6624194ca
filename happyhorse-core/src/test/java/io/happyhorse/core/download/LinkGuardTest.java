package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.ResultLink;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkGuardTest {
  private static final LinkGuard PUBLIC = new LinkGuard(URI.create("https://192.0.2.1"), false);
  private static final LinkGuard LOCAL = new LinkGuard(URI.create("http://127.0.0.1:80"), false);
  private static final LinkGuard OPEN = new LinkGuard(null, true);

  private static ResultLink link(String url) {
    return Objects.requireNonNull(ResultLink.parse(url, null, Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/v?Signature=x",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://0.0.0.0/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[fe80::1]/",
        "http://[fd12::1]/",
        "http://[::]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.1.2.3/",
        "http://255.255.255.255/",
        "http://198.18.0.1/",
        "http://192.0.0.192/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::127.0.0.1]/"
      })
  void private_addresses_are_refused_unless_allowed(String url) {
    assertThat(PUBLIC.objection(link(url)))
        .contains(link(url).origin().toString())
        .contains("private network")
        .doesNotContain("Signature");
    assertThat(LOCAL.objection(link(url))).isNotNull();
    assertThat(OPEN.objection(link(url))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1/", "http://127.8.8.8/", "http://[::1]/", "http://localhost/"})
  void this_machine_is_allowed_if_the_gateway_is_on_it(String url) {
    assertThat(PUBLIC.objection(link(url))).isNotNull();
    assertThat(new LinkGuard(null, false).objection(link(url))).isNotNull();
    assertThat(LOCAL.objection(link(url))).isNull();
  }

  @Test
  void public_addresses_and_the_gateways_own_are_allowed() {
    assertThat(PUBLIC.objection(link("https://198.51.100.7/v.mp4"))).isNull();
    assertThat(PUBLIC.objection(link("https://[2001:db8::1]/v.mp4"))).isNull();
    assertThat(PUBLIC.objection(link("https://[64:ff9b::c633:6407]/v.mp4"))).isNull();
    assertThat(PUBLIC.objection(link("HTTPS://192.0.2.1:443/v.mp4"))).isNull();
    assertThat(new LinkGuard(URI.create("http://10.1.1.1:8080"), false)
            .objection(link("http://10.1.1.1:8080/v1/videos/x/content")))
        .isNull();
    assertThat(PUBLIC.objection(link("https://nobody.invalid/v.mp4"))).isNull();
  }

  @Test
  void https_is_not_left_for_http() {
    assertThat(between("https://a/", "http://b/")).contains("from https to http, http://b");
    assertThat(between("https://a/", "https://b/")).isNull();
    assertThat(between("http://a/", "http://b/")).isNull();
    assertThat(LinkGuard.objection(link("http://a/"), null)).contains("no http or https URL");
  }

  private static @Nullable String between(String from, String to) {
    return LinkGuard.objection(link(from), link(to));
  }
}
