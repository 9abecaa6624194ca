package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "0.0.0.0 | host | - | Other machines can reach 0.0.0.0: set a password with --password-file, or omit --bind.",
        "0.0.0.0 | - | long enough pw | 0.0.0.0 stands for all addresses: state with --name the host name that browsers use, since requests for other hosts are rejected.",
        "127.0.0.1 | - | short | The password must have 12 characters or more, not 5: change it in the file of --password-file."
      })
  void unsafe_settings_are_rejected(String bind, String name, String password, String message) {
    assertThatThrownBy(
            () -> ServerSettings.of(bind, 0, name == null ? List.of() : List.of(name), password))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void the_default_address_is_reachable_from_this_machine_only() {
    assertThat(ServerSettings.loopback(0).isLoopback()).isTrue();
    assertThat(ServerSettings.loopback(0).host()).isEqualTo("127.0.0.1");
  }
}
