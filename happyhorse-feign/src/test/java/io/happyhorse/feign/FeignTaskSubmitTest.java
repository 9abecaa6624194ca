package io.happyhorse.feign;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Client;
import feign.Response;
import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.SubmitFault;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeignTaskSubmitTest {
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final VideoRequest REQUEST = VideoRequest.textToVideo("A cat");
  private static final String ACCEPTED = "{\"id\":\"asyntask_A\"}";

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);

  @AfterEach
  void close() {
    time.close();
    gateway.close();
  }

  private FeignTaskQueryBuilder builder() {
    String key = gateway.apiKey();
    return builder(() -> key);
  }

  private FeignTaskQueryBuilder builder(Supplier<? extends @Nullable String> key) {
    return FeignTaskQuery.builder(key).baseUrl(gateway.baseUri()).time(time);
  }

  private static <E extends SubmitException> E failure(
      Class<E> type, FeignTaskQueryBuilder builder) {
    return catchThrowableOfType(type, () -> builder.build().submitPort().submit(REQUEST));
  }

  @Test
  void a_task_is_billed_once() {
    SubmittedTask task = builder().build().submitPort().submit(REQUEST);

    assertThat(gateway).billedOnce(task.id());
    assertThat(task.gateway()).isEqualTo(gateway.baseUri());
  }

  @Nested
  class Not_sent {
    @Test
    void is_repeated_until_there_is_a_connection() throws Exception {
      try (Socket reserved = reserved()) {
        int port = reserved.getLocalPort();
        List<FakeHappyHorse> late = new ArrayList<>();
        SubmittedTask task = builder(() -> {
              if (late.isEmpty() && reserved.isClosed()) {
                late.add(FakeHappyHorse.start(time, port, "sk-late"));
              }
              closeAfterFirst(reserved);
              return "sk-late";
            })
            .baseUrl("http://127.0.0.1:" + port)
            .build()
            .submitPort()
            .submit(REQUEST);

        assertThat(late.get(0)).billedOnce(task.id());
        assertThat(late.get(0).ledger().posts()).hasSize(1);
        late.get(0).close();
      }
    }

    /** Returns a socket with a port that, by default, systems assign to no other socket once it is free. */
    private Socket reserved() throws IOException {
      for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000); ; port++) {
        Socket socket = new Socket();
        try {
          socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          return socket;
        } catch (BindException inUse) {
          socket.close();
        }
      }
    }

    private void closeAfterFirst(Socket reserved) {
      try {
        reserved.close();
      } catch (IOException stillBound) {
        throw new IllegalStateException(stillBound);
      }
    }

    @Test
    void is_repeated_as_often_as_a_query() {
      SubmissionNotSentException error = failure(
          SubmissionNotSentException.class,
          builder().baseUrl(gateway.refusingUri()).tries(4));

      assertThat(error.details().attempts()).isEqualTo(4);
      assertThat(error).hasMessageContaining("no connection to the host");
    }

    @Test
    void is_not_repeated_by_a_thread_that_was_interrupted_after_the_first_try() {
      SubmissionNotSentException error = failure(
          SubmissionNotSentException.class,
          builder().baseUrl(gateway.refusingUri()).time(interruptsBeforePauses()));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(error).hasMessageContaining("interrupted");
      assertThat(error.details().attempts()).isEqualTo(1);
    }

    /** Returns a time source that interrupts the thread while the length of a pause is drawn. */
    private TimeSource interruptsBeforePauses() {
      return (TimeSource) Proxy.newProxyInstance(
          TimeSource.class.getClassLoader(),
          new Class<?>[] {TimeSource.class},
          (proxy, method, arguments) -> {
            if (method.getName().equals("random")) {
              Thread.currentThread().interrupt();
            }
            return method.invoke(time, arguments);
          });
    }

    @Test
    void is_not_repeated_after_the_callers_time_limit() {
      assertThatThrownBy(() -> builder()
              .baseUrl(gateway.refusingUri())
              .tries(10)
              .backoff(Duration.ofMinutes(10), Duration.ofMinutes(10))
              .build()
              .submitPort()
              .submit(REQUEST, Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              SubmissionNotSentException.class,
              error -> assertThat(error.details().attempts()).isLessThan(3));
    }

    @Test
    void a_request_to_an_unknown_host() {
      String tooLongForAnyResolver = "a".repeat(64) + ".invalid";
      assertThat(failure(
              SubmissionNotSentException.class,
              builder().baseUrl("http://" + tooLongForAnyResolver).tries(1)))
          .hasMessageContaining("the host's name is not known");
    }

    @Test
    void a_request_to_a_host_with_an_untrusted_certificate() {
      try (CannedGateway secure =
          new CannedGateway(SelfSignedCertificate.TLS).json(200, ACCEPTED)) {
        SubmissionNotSentException error =
            failure(SubmissionNotSentException.class, builder().baseUrl(secure.url()));

        assertThat(error.isTransient()).isFalse();
        assertThat(error.details().attempts()).isEqualTo(1);
        assertThat(secure.paths).isEmpty();
      }
    }

    @Test
    void is_repeated_if_a_tunnel_breaks_during_the_handshake() {
      try (LoopbackProxy proxy = new LoopbackProxy(null);
          CannedGateway secure = new CannedGateway(SelfSignedCertificate.TLS).json(200, ACCEPTED)) {
        proxy.breakTunnels(1);

        assertThat(builder()
                .baseUrl(secure.url())
                .proxy(proxy.selector())
                .sslContext(SelfSignedCertificate.TLS)
                .build()
                .submitPort()
                .submit(REQUEST)
                .id())
            .isEqualTo(TaskId.of("asyntask_A"));
        assertThat(secure.paths).hasSize(1);
      }
    }

    @Test
    void a_request_through_a_proxy_that_requires_credentials() {
      try (LoopbackProxy proxy = new LoopbackProxy("Basic eDp5");
          CannedGateway secure = new CannedGateway(SelfSignedCertificate.TLS).json(200, ACCEPTED)) {
        SubmissionNotSentException error = failure(
            SubmissionNotSentException.class,
            builder()
                .baseUrl(secure.url())
                .proxy(proxy.selector())
                .sslContext(SelfSignedCertificate.TLS));

        assertThat(error).hasMessageContaining("the proxy responded with HTTP 407");
        assertThat(error.details().attempts()).isEqualTo(1);
        assertThat(secure.paths).isEmpty();
      }
    }

    @Test
    void a_request_without_a_key() {
      assertThat(failure(SubmissionNotSentException.class, builder(() -> null)))
          .hasMessageContaining("there is no API key: its supplier returned none");
      assertThat(gateway).billedNothing();
    }
  }

  @Nested
  class A_transport_of_the_caller {
    private final AtomicInteger calls = new AtomicInteger();

    private final Client transport = (request, options) -> {
      calls.incrementAndGet();
      return Response.builder()
          .request(request)
          .status(200)
          .body(ACCEPTED, StandardCharsets.UTF_8)
          .build();
    };

    @Test
    void is_not_used_unless_it_is_declared_to_send_once() {
      SubmittedTask task = builder().transport(transport).build().submitPort().submit(REQUEST);

      assertThat(calls).hasValue(0);
      assertThat(gateway).billedOnce(task.id());
    }

    @Test
    void is_used_if_it_is_declared_to_send_once() {
      assertThat(builder()
              .transport(transport)
              .transportSendsOnce()
              .build()
              .submitPort()
              .submit(REQUEST)
              .id())
          .isEqualTo(TaskId.of("asyntask_A"));
      assertThat(calls).hasValue(1);
    }

    @Test
    void has_not_sent_a_request_without_a_connection() {
      assertThat(failureWith(new ConnectException("refused")))
          .isInstanceOf(SubmissionNotSentException.class);
      assertThat(calls).hasValue(3);
    }

    @Test
    void has_an_unknown_outcome_on_any_other_error() {
      assertThat(failureWith(new IOException("broken")))
          .isInstanceOf(SubmissionUnknownException.class);
      assertThat(calls).hasValue(1);
    }

    @Test
    void has_an_unknown_outcome_on_a_defect() {
      Client defective = (request, options) -> {
        calls.incrementAndGet();
        throw new IllegalStateException("a defect");
      };

      assertThat(
              failure(SubmitException.class, builder().transport(defective).transportSendsOnce()))
          .isInstanceOf(SubmissionUnknownException.class);
      assertThat(calls).hasValue(1);
    }

    @Test
    void has_an_unknown_outcome_if_the_proxy_selector_is_interrupted_after_it_has_failed() {
      ProxySelector interrupted = new ProxySelector() {
        @Override
        public List<java.net.Proxy> select(URI uri) {
          if (calls.get() > 0) {
            throw new IllegalStateException(new InterruptedException());
          }
          return List.of(java.net.Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException error) {}
      };

      assertThat(failure(
              SubmitException.class,
              builder()
                  .proxy(interrupted)
                  .transport((request, options) -> {
                    calls.incrementAndGet();
                    throw new IOException("broken");
                  })
                  .transportSendsOnce()))
          .isInstanceOf(SubmissionUnknownException.class);
    }

    private SubmitException failureWith(IOException error) {
      return failure(
          SubmitException.class,
          builder()
              .transport((request, options) -> {
                calls.incrementAndGet();
                throw error;
              })
              .transportSendsOnce());
    }
  }

  /** With this system property, the JDK's client sends a POST twice, but not through this adapter. */
  @ParameterizedTest
  @CsvSource({"jdk, 2", "feign, 1"})
  void a_request_is_sent_once_even_if_the_JDK_repeats_requests(String client, int posts)
      throws Exception {
    AtomicInteger heads = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> countHeads(server, heads), "closing-server");
      thread.setDaemon(true);
      thread.start();
      Process child = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Djdk.httpclient.enableAllMethodRetry=true",
              "-cp",
              System.getProperty("java.class.path"),
              SubmittingProcess.class.getName(),
              client,
              "http://127.0.0.1:" + server.getLocalPort())
          .redirectErrorStream(true)
          .start();
      try {
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output)
            .contains(client.equals("jdk") ? "Exception" : "SubmissionUnknownException");
      } finally {
        child.destroyForcibly();
      }
    }
    assertThat(heads).hasValue(posts);
  }

  /** Reads each request and closes its connection. */
  private static void countHeads(ServerSocket server, AtomicInteger heads) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        if (socket.getInputStream().read() == 'P') {
          heads.incrementAndGet();
        }
        socket.getInputStream().readNBytes(100);
      } catch (IOException closed) {
        // by the server or the client
      }
    }
  }

  @Test
  void a_refusal_is_not_repeated_even_if_it_is_transient() {
    gateway.onSubmission(1, SubmitFault.tooManyRequests().retryAfter(Duration.ofSeconds(1)));

    assertThat(failure(SubmissionRefusedException.class, builder()).isTransient())
        .isTrue();
    assertThat(gateway).billedNothing();
    assertThat(gateway.ledger().posts()).hasSize(1);
  }

  @Test
  void a_request_on_a_connection_that_closes_is_unknown_and_not_repeated() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Thread thread;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      thread = new Thread(() -> closeAtTheSecond(server, requests), "closing-server");
      thread.setDaemon(true);
      thread.start();
      TaskSubmitPort port =
          builder().baseUrl("http://127.0.0.1:" + server.getLocalPort()).build().submitPort();

      assertThat(port.submit(REQUEST).id()).isEqualTo(TaskId.of("asyntask_A"));
      assertThat(catchThrowableOfType(
              SubmissionUnknownException.class, () -> port.submit(REQUEST.seed(1))))
          .isNotNull();
    }
    thread.join();
    assertThat(requests).hasValue(2);
  }

  /** Responds to the first request of a connection, and closes it when the second one arrives. */
  private static void closeAtTheSecond(ServerSocket server, AtomicInteger requests) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream from = socket.getInputStream();
        if (from.read() == 'P') {
          requests.incrementAndGet();
        }
        readRequest(from);
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Length: " + ACCEPTED.length() + "\r\n\r\n" + ACCEPTED)
                    .getBytes(StandardCharsets.US_ASCII));
        if (from.read() == 'P') {
          requests.incrementAndGet();
        }
      } catch (IOException closed) {
        // by the server or the client
      }
    }
  }

  /** Reads a request to the end of its JSON. */
  private static void readRequest(InputStream from) throws IOException {
    int last = from.read();
    while (last >= 0 && last != '}') {
      last = from.read();
    }
  }

  @Nested
  class A_response_that_ends_early {
    private SubmittedTask submit(String response) throws IOException {
      try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        Thread thread = new Thread(() -> respond(server, response), "truncating-server");
        thread.setDaemon(true);
        thread.start();
        return builder()
            .baseUrl("http://127.0.0.1:" + server.getLocalPort())
            .build()
            .submitPort()
            .submit(REQUEST);
      }
    }

    private void respond(ServerSocket server, String response) {
      try (Socket socket = server.accept()) {
        InputStream from = socket.getInputStream();
        readRequest(from);
        socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException closed) {
        // the client has given up
      }
    }

    private String response(int status, String head, String body) {
      return "HTTP/1.1 " + status + " X\r\nX-Oneapi-Request-Id: R1\r\n" + head + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 99", "Transfer-Encoding: chunked"})
    void is_accepted_if_it_contains_the_id(String head) throws IOException {
      String body = head.endsWith("chunked")
          ? Integer.toHexString(ACCEPTED.length()) + "\r\n" + ACCEPTED + "\r\n"
          : ACCEPTED;

      assertThat(submit(response(200, head, body)).id()).isEqualTo(TaskId.of("asyntask_A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"id\":\"asyntask_A\",\"sta"})
    void is_unknown_otherwise_and_the_error_quotes_the_received_part(String part) {
      SubmissionUnknownException unknown = catchThrowableOfType(
          SubmissionUnknownException.class,
          () -> submit(response(200, "Content-Length: 99", part)));

      assertThat(unknown.requestId()).isEqualTo("R1");
      assertThat(unknown.httpStatus()).isEqualTo(200);
      assertThat(unknown.details().excerpt()).isEqualTo(part.isEmpty() ? null : part);
      assertThat(unknown)
          .hasMessageContaining("content-length: 99")
          .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void is_refused_if_its_status_reports_a_refusal() {
      assertThat(catchThrowableOfType(
                  SubmissionRefusedException.class,
                  () -> submit(response(403, "Content-Length: 99", "{\"code")))
              .httpStatus())
          .isEqualTo(403);
    }
  }

  @Test
  @Timeout(60)
  void the_id_is_returned_even_if_the_response_does_not_end() {
    try (CannedGateway stalling = new CannedGateway()) {
      stalling.stalls(ACCEPTED + " ");
      TaskSubmitPort port = builder().baseUrl(stalling.url()).build().submitPort();

      assertThat(port.submit(REQUEST, Duration.ofHours(1)).id()).isEqualTo(TaskId.of("asyntask_A"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {30 * 24 * 3_600, Long.MAX_VALUE})
  void a_time_limit_may_be_very_long(long seconds) {
    SubmittedTask task =
        builder().build().submitPort().submit(REQUEST, Duration.ofSeconds(seconds));

    assertThat(gateway).billedOnce(task.id());
  }

  @Test
  void a_path_prefix_is_kept_and_the_key_is_only_in_the_header() {
    try (CannedGateway server = new CannedGateway().json(200, ACCEPTED)) {
      builder(() -> "sk-0123456789")
          .baseUrl(server.url() + "/proxy/")
          .build()
          .submitPort()
          .submit(REQUEST);

      assertThat(server.paths).containsExactly("/proxy/v1/video/generations");
      assertThat(server.headers.get(0))
          .containsEntry("Authorization", List.of("Bearer sk-0123456789"))
          .containsEntry("Content-type", List.of("application/json"))
          .containsEntry(
              "Content-length", List.of(Integer.toString(REQUEST.toJson().length())));
    }
  }
}
