package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import java.lang.management.ManagementFactory;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it counts the threads of the process")
class ConnectionsTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final CannedGateway gateway = new CannedGateway();
  private final FeignTaskQuery tasks =
      FeignTaskQuery.builder("sk-key").baseUrl(gateway.url()).build();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void a_thousand_responses_need_a_handful_of_connections_and_no_threads() {
    gateway.json(200, "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}");
    assertThat(tasks.query(ID).rawStatus()).isEqualTo("QUEUED");
    long threads = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();

    for (int query = 0; query < 1_000; query++) {
      assertThat(tasks.query(ID).attempts()).isEqualTo(1);
    }

    assertThat(gateway.connections).hasSizeLessThanOrEqualTo(3);
    assertThat(ManagementFactory.getThreadMXBean().getTotalStartedThreadCount())
        .isLessThan(threads + 100);
  }

  @Test
  void responses_are_received_without_a_pool_of_threads() {
    gateway.json(200, "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}");
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    assertThat(tasks.query(ID).rawStatus()).isEqualTo("QUEUED");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("Worker"));
  }

  @Test
  void a_client_with_a_custom_ssl_context_has_a_pool_since_its_managers_may_block()
      throws NoSuchAlgorithmException {
    Proxies direct = new Proxies(null, null);

    assertThat(Http.client(Duration.ofSeconds(5), direct, null).executor()).isPresent();
    assertThat(
            Http.client(Duration.ofSeconds(5), direct, SSLContext.getDefault()).executor())
        .isEmpty();
  }
}
