package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.internal.TimedLookup;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationPolicyTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final DestinationPolicy PUBLIC = policy("https://192.0.2.1", false);
  private static final DestinationPolicy LOCAL = policy("http://127.0.0.1:80", false);
  private static final DestinationPolicy OPEN = policy(null, true);

  private static DestinationPolicy policy(@Nullable String gateway, boolean allowsPrivate) {
    return new DestinationPolicy(
        source(gateway, false), allowsPrivate, DestinationPolicy.resolver(), LIMIT);
  }

  private static VideoSourcePort source(@Nullable String gateway, boolean usesProxy) {
    return new VideoSourcePort() {
      @Override
      public VideoResponse open(
          ResultLink link, long from, @Nullable String ifMatch, Duration stall) {
        throw new AssertionError("nothing is requested");
      }

      @Override
      public @Nullable URI origin() {
        return gateway == null ? null : URI.create(gateway);
      }

      @Override
      public boolean usesProxy(URI origin) {
        return usesProxy;
      }
    };
  }

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
  void private_addresses_are_refused_unless_allowed(String url) throws IOException {
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
  void this_machine_is_allowed_if_the_gateway_is_on_it(String url) throws IOException {
    assertThat(PUBLIC.objection(link(url))).isNotNull();
    assertThat(policy(null, false).objection(link(url))).isNotNull();
    assertThat(LOCAL.objection(link(url))).isNull();
  }

  @Test
  void public_addresses_and_the_gateways_own_are_allowed() throws IOException {
    assertThat(PUBLIC.objection(link("https://198.51.100.7/v.mp4"))).isNull();
    assertThat(PUBLIC.objection(link("https://[2001:db8::1]/v.mp4"))).isNull();
    assertThat(PUBLIC.objection(link("https://[64:ff9b::c633:6407]/v.mp4"))).isNull();
    assertThat(PUBLIC.objection(link("HTTPS://192.0.2.1:443/v.mp4"))).isNull();
    assertThat(policy("http://10.1.1.1:8080", false)
            .objection(link("http://10.1.1.1:8080/v1/videos/x/content")))
        .isNull();
    String tooLongForAnyResolver = "a".repeat(64) + ".invalid";
    assertThat(PUBLIC.objection(link("https://" + tooLongForAnyResolver + "/v.mp4")))
        .isNull();
  }

  @Test
  void a_redirect_from_https_to_http_is_refused() {
    assertThat(between("https://a/", "http://b/")).contains("from https to http, http://b");
    assertThat(between("https://a/", "https://b/")).isNull();
    assertThat(between("http://a/", "http://b/")).isNull();
    assertThat(DestinationPolicy.objection(link("http://a/"), null))
        .contains("neither http nor https");
  }

  private static @Nullable String between(String from, String to) {
    return DestinationPolicy.objection(link(from), link(to));
  }

  @Nested
  class A_name {
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();

    private DestinationPolicy resolving(String address, boolean usesProxy) {
      TimedLookup<List<InetAddress>> names = new TimedLookup<>("lookup", host -> {
        lookedUp.add(host);
        return List.of(InetAddress.getByName(address));
      });
      return new DestinationPolicy(source(null, usesProxy), false, names, LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
      "198.18.0.5, true",
      "198.19.255.255, true",
      "198.20.0.1, true",
      "192.0.2.7, true",
      "100.118.58.9, false",
      "10.1.2.3, false",
      "127.0.0.1, false",
      "fd12::1, false"
    })
    void may_resolve_into_the_fake_ip_range_of_local_proxies(String address, boolean passes)
        throws IOException {
      String objection = resolving(address, false).objection(link("https://my_videos.example/v"));

      assertThat(objection == null).isEqualTo(passes);
      assertThat(lookedUp).containsExactly("my_videos.example");
    }

    @Test
    void that_a_proxy_resolves_is_not_checked() throws IOException {
      DestinationPolicy proxied = resolving("10.1.2.3", true);

      assertThat(proxied.objection(link("https://storage.example/v"))).isNull();
      assertThat(lookedUp).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "198.18.0.5", "167772161", "0x0a000001", "[fd12::1]"})
    void is_checked_behind_a_proxy_if_it_is_a_literal_address(String host) throws IOException {
      assertThat(resolving("10.1.2.3", true).objection(link("http://" + host + "/v")))
          .contains("private network");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1", "198.18.5", "0xa.0.0.1"})
    void is_refused_if_it_is_an_abbreviated_address(String host) {
      assertThat(ResultLink.parse("http://" + host + "/v", null, Instant.EPOCH)).isNull();
    }

    @Test
    void is_looked_up_for_a_limited_time() {
      CountDownLatch never = new CountDownLatch(1);
      DestinationPolicy slow = stalling(never, Duration.ofMillis(20));

      assertThatThrownBy(() -> slow.objection(link("https://storage.example/v")))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("the host name storage.example was not resolved within 20 ms");
      never.countDown();
    }

    @Test
    void is_no_longer_looked_up_after_an_interrupt() {
      CountDownLatch never = new CountDownLatch(1);
      DestinationPolicy slow = stalling(never, Duration.ofHours(1));
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> slow.objection(link("https://storage.example/v")))
          .isInstanceOf(InterruptedIOException.class);

      assertThat(Thread.interrupted()).isTrue();
      never.countDown();
    }

    @Test
    void that_is_slow_to_resolve_is_looked_up_once_for_all_downloads() {
      CountDownLatch never = new CountDownLatch(1);
      DestinationPolicy slow = stalling(never, Duration.ofMillis(1));
      for (int download = 0; download < 5; download++) {
        assertThatThrownBy(() -> slow.objection(link("https://storage.example/v")))
            .isInstanceOf(SocketTimeoutException.class);
      }

      assertThat(lookedUp).hasSizeLessThanOrEqualTo(1);
      never.countDown();
    }

    private DestinationPolicy stalling(CountDownLatch never, Duration limit) {
      TimedLookup<List<InetAddress>> names = new TimedLookup<>("lookup", host -> {
        lookedUp.add(host);
        try {
          never.await();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
      });
      return new DestinationPolicy(source(null, false), false, names, limit);
    }

    @Test
    void that_does_not_resolve_is_left_to_the_request() throws IOException {
      TimedLookup<List<InetAddress>> names = new TimedLookup<>("lookup", host -> {
        throw new UnknownHostException(host);
      });

      assertThat(new DestinationPolicy(source(null, false), false, names, LIMIT)
              .objection(link("https://storage.example/v")))
          .isNull();
    }
  }
}
