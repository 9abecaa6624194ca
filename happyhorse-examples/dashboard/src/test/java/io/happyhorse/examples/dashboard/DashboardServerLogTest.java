package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it records what the servers of the process log")
class DashboardServerLogTest {
  @TempDir
  Path folder;

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler handler = new StreamHandler() {
    @Override
    public synchronized void publish(LogRecord warning) {
      logged.add(warning.getMessage());
    }
  };

  @Test
  void a_port_that_is_in_use_is_reported_by_the_exception_alone() throws IOException {
    try (DashboardFixture dashboard = new DashboardFixture(folder)) {
      ServerSettings taken = ServerSettings.loopback(dashboard.address().getPort());
      SecretFilter secrets = new SecretFilter(List.of());
      Logger.getLogger("").addHandler(handler);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DashboardServer.start(dashboard.tasks(), taken, secrets))
          .withMessage(
              "Port " + taken.port() + " of 127.0.0.1 cannot be used: choose another with --port.");
    } finally {
      Logger.getLogger("").removeHandler(handler);
    }

    assertThat(logged).isEmpty();
  }

  @Test
  void closing_the_server_while_pages_are_open_logs_no_errors() throws IOException {
    List<Socket> pages = new ArrayList<>();
    try (DashboardFixture dashboard = new DashboardFixture(folder)) {
      RawHttp http = new RawHttp(dashboard.address());
      Logger.getLogger("").addHandler(handler);
      for (int page = 0; page < 20; page++) {
        pages.add(http.openEvents());
      }
      Awaitility.await().until(() -> dashboard.server().openPages() == 20);
      dashboard.server().close();
    } finally {
      Logger.getLogger("").removeHandler(handler);
      for (Socket page : pages) {
        page.close();
      }
    }

    assertThat(logged).isEmpty();
  }
}
