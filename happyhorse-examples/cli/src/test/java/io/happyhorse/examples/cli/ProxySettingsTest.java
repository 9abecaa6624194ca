package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.feign.FeignTaskQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
  private final Map<String, String> environment = new HashMap<>();

  private ProxySettings read(@Nullable String option) {
    return ProxySettings.of(option, environment);
  }

  @Nested
  class The_environment {
    @ParameterizedTest
    @CsvSource({
      "https_proxy, proxy:3128, ''",
      "HTTPS_PROXY, proxy:3128, ''",
      "http_proxy, '', proxy:3128",
      "HTTP_PROXY, '', ''"
    })
    void names_a_proxy_for_each_scheme(String name, String https, String http) {
      environment.put(name, " http://proxy:3128/ ");

      assertThat(text(read(null).https())).isEqualTo(https);
      assertThat(text(read(null).http())).isEqualTo(http);
    }

    private String text(@Nullable ProxyServer server) {
      return server == null ? "" : server.toString();
    }

    @Test
    void takes_precedence_in_lower_case() {
      environment.putAll(Map.of(
          "https_proxy", "lower:1", "HTTPS_PROXY", "upper:1", "no_proxy", "a", "NO_PROXY", "b"));

      assertThat(read(null).https()).hasToString("lower:1");
      assertThat(read(null).exceptions().covers("a", 443)).isTrue();
      assertThat(read(null).exceptions().covers("b", 443)).isFalse();
    }

    @Test
    void names_no_proxy_if_it_is_blank() {
      environment.put("https_proxy", " ");

      assertThat(read(null)).isEqualTo(new ProxySettings(null, null, NoProxy.NONE));
    }

    @Test
    void is_overridden_by_the_option_except_for_no_proxy() {
      environment.putAll(Map.of("https_proxy", "other:1", "no_proxy", "gateway.example"));

      ProxySettings settings = read("proxy:3128");

      assertThat(settings.https()).hasToString("proxy:3128").isEqualTo(settings.http());
      assertThat(settings.exceptions().covers("gateway.example", 443)).isTrue();
      assertThat(read("").https()).isNull();
    }
  }

  @Nested
  class A_server {
    @ParameterizedTest
    @CsvSource({
      "proxy, proxy, 1080, , ''",
      "proxy:3128, proxy, 3128, , ''",
      "HTTP://proxy:3128/, proxy, 3128, , ''",
      "http://user:pass@proxy:3128, proxy, 3128, user, pass",
      "user@proxy, proxy, 1080, user, ''",
      "http://us%40er:p%3Aa+s%25s:w@127.0.0.1:1, 127.0.0.1, 1, us@er, p:a+s%s:w",
      "http://[::1]:3128, [::1], 3128, , ''"
    })
    void is_read_with_its_user_and_password(
        String url, String host, int port, @Nullable String user, String password) {
      assertThat(ProxyServer.parse("--proxy", url))
          .isEqualTo(new ProxyServer(host, port, user, password));
    }

    @ParameterizedTest
    @CsvSource({
      "socks5://proxy:1080, socks5://proxy:1080",
      "socks5://user:secret@proxy:1080, socks5://...@proxy:1080",
      "https://user:secret@proxy, https://...@proxy",
      "user:secret@pro xy, ...@pro xy",
      "http://user:ge@heim@proxy:x, http://...@proxy:x",
      "http://, http://"
    })
    void of_another_kind_is_refused_without_showing_its_password(String url, String shown) {
      assertThatThrownBy(() -> ProxyServer.parse("https_proxy", url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "'" + shown + "' of https_proxy cannot be the proxy: use an HTTP proxy such as"
                  + " http://proxy.example:3128; https and SOCKS proxies cannot be used.")
          .hasNoCause();
    }

    @Test
    void never_shows_its_password() {
      assertThat(ProxyServer.parse("--proxy", "http://user:secret@proxy:3128"))
          .hasToString("proxy:3128");
    }
  }

  @Nested
  class A_password {
    @ParameterizedTest
    @CsvSource({
      "http://user:secret@a:1, http://b:1",
      "http://user:secret@a:1, http://user:other@a:1",
      "http://user:secret@a:1, http://user:other@b:1"
    })
    void is_not_sent_to_another_proxy(String https, String http) {
      environment.putAll(Map.of("https_proxy", https, "http_proxy", http));

      assertThatThrownBy(() -> read(null).applyTo(FeignTaskQuery.builder("sk-x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("have different passwords: set one proxy with --proxy.")
          .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
      "http://user:secret@a:1, http://user:secret@a:1",
      "http://user:secret@a:1, http://user:secret@b:1",
      "http://a:1, http://user:secret@A:1",
      "http://a:1, http://b:1"
    })
    void may_be_the_same_for_both_proxies(String https, String http) {
      environment.putAll(Map.of("https_proxy", https, "http_proxy", http));
      FeignTaskQuery tasks = apply(read(null));

      assertThat(tasks.origin()).hasToString("https://gateway.example");
    }

    private FeignTaskQuery apply(ProxySettings settings) {
      var gateway = FeignTaskQuery.builder("sk-x").baseUrl("https://gateway.example");
      settings.applyTo(gateway);
      return gateway.build();
    }
  }

  @Nested
  class An_exception {
    @ParameterizedTest
    @CsvSource({
      "gateway.example, gateway.example, true",
      "gateway.example, GATEWAY.example, true",
      "gateway.example, eu.gateway.example, true",
      "gateway.example, mygateway.example, false",
      ".gateway.example, eu.gateway.example, true",
      ".gateway.example, gateway.example, true",
      "*.gateway.example, eu.gateway.example, true",
      "'a, gateway.example', gateway.example, true",
      "'a gateway.example', gateway.example, true",
      "*, anything, true",
      "'', gateway.example, false",
      "127.0.0.1, 127.0.0.1, true",
      "::1, [::1], true",
      "[::1], [::1], true",
      "gateway.example:443, gateway.example, true",
      ".gateway.example:443, eu.gateway.example, true",
      "gateway.example:8080, gateway.example, false",
      "'gateway.example:8080,gateway.example:443', gateway.example, true",
      "127.0.0.1:443, 127.0.0.1, true",
      "127.0.0.1:80, 127.0.0.1, false",
      "[::1]:443, [::1], true",
      "[::1]:80, [::1], false",
      "fe80::1:443, [fe80::1:443], true",
      "fe80::1:443, [fe80::1], false",
      "*:443, anything, true",
      "gateway.example:x, gateway.example, false",
      "10.0.0.0/8, 10.200.3.4, true",
      "10.0.0.0/8, 11.0.0.1, false",
      "10.0.0.0/8, ten.example, false",
      "192.168.1.128/25, 192.168.1.127, false",
      "192.168.1.7/24, 192.168.1.200, true",
      "0.0.0.0/0, 8.8.8.8, true",
      "10.0.0.0/33, 10.0.0.1, false",
      "999.0.0.0/8, 10.0.0.1, false",
      "fd00::/8, [fd12::1], true",
      "fd00::/8, [fe80::1], false",
      "fd00::/8, 253.0.0.1, false"
    })
    void covers_a_host_its_subdomains_a_port_or_a_range(String list, String host, boolean covers) {
      assertThat(NoProxy.parse(list).covers(host, 443)).isEqualTo(covers);
    }
  }

  @Nested
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  class The_JDK {
    @ParameterizedTest
    @ValueSource(strings = {"Basic", "none"})
    void keeps_a_setting_of_the_user(String schemes) {
      String name = "jdk.http.auth.tunneling.disabledSchemes";
      String before = System.getProperty(name);
      try {
        System.clearProperty(name);
        ProxySettings.allowBasicAuthentication();
        assertThat(System.getProperty(name)).isEmpty();

        System.setProperty(name, schemes);
        ProxySettings.allowBasicAuthentication();
        assertThat(System.getProperty(name)).isEqualTo(schemes);
      } finally {
        System.setProperty(name, Objects.requireNonNullElse(before, ""));
      }
    }
  }
}
