package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.SubmissionFixture.REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.SubmitFault;
import io.happyhorse.testkit.contract.BreakingServer.Moment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link TaskSubmitPort} over HTTP, as tests. It verifies that at most one POST is sent, no matter when the connection
 * breaks. The test of an adapter is one short class:
 *
 * <pre>{@code
 * class OkHttpTaskSubmitTest extends TaskSubmitOverHttpContract {
 *   @Override
 *   protected TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time) {
 *     return new OkHttpTaskSubmit(baseUri, apiKey);
 *   }
 * }
 * }</pre>
 */
public abstract class TaskSubmitOverHttpContract extends TaskSubmitPortContract {
  private static final String KEY = "sk-fake0123456789abcdef";

  /** A request that is so long that its end has not been sent yet when the server reads its beginning. */
  private static final VideoRequest LONG = REQUEST.with("note", "x".repeat(2_000_000));

  /** Called by JUnit. */
  protected TaskSubmitOverHttpContract() {}

  /**
   * Returns the adapter under test.
   *
   * @param baseUri the base URI of the gateway
   * @param apiKey the key that the gateway accepts
   * @param time the virtual time for the pauses of the adapter, if it has any
   * @return a new adapter; it is closed after the test if it is {@code AutoCloseable}
   */
  protected abstract TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time);

  @Override
  protected TaskSubmitPort adapter(FakeHappyHorse to) {
    return adapter(to.baseUri(), to.apiKey(), fixture().time());
  }

  @Override
  protected TaskSubmitPort adapterWithoutConnection(FakeHappyHorse to) {
    return adapter(to.refusingUri(), KEY, fixture().time());
  }

  @Test
  void returns_the_base_URI_of_its_gateway() {
    assertEquals(fixture().gateway().baseUri(), fixture().port().origin());
  }

  @Test
  void is_unknown_or_not_sent_if_the_server_closes_at_once() throws Exception {
    for (boolean resets : new boolean[] {false, true}) {
      try (BreakingServer server = new BreakingServer(Moment.ON_CONNECT, resets)) {
        TaskSubmitPort port =
            fixture().tracked(adapter(server.uri(), KEY, fixture().time()));

        SubmitException error = assertThrows(SubmitException.class, () -> port.submit(REQUEST));

        assertFalse(error instanceof SubmissionRefusedException);
        assertTrue(server.connections() >= 1);
      }
    }
  }

  @Test
  void is_unknown_if_the_server_closes_before_it_reads_the_body() throws Exception {
    assertSentOnceIfClosed(Moment.BEFORE_BODY, LONG);
  }

  @Test
  void is_unknown_if_the_server_closes_during_the_body() throws Exception {
    assertSentOnceIfClosed(Moment.DURING_BODY, LONG);
  }

  @Test
  void is_unknown_if_the_server_closes_after_the_body() throws Exception {
    assertSentOnceIfClosed(Moment.AFTER_BODY, REQUEST);
  }

  @Test
  void is_unknown_if_the_server_closes_after_the_head_of_its_response() throws Exception {
    assertSentOnceIfClosed(Moment.AFTER_RESPONSE_HEAD, REQUEST);
  }

  @Test
  void is_unknown_if_the_server_closes_during_the_body_of_its_response() throws Exception {
    assertSentOnceIfClosed(Moment.DURING_RESPONSE_BODY, REQUEST);
  }

  private void assertSentOnceIfClosed(Moment moment, VideoRequest request) throws Exception {
    for (boolean resets : new boolean[] {false, true}) {
      try (BreakingServer server = new BreakingServer(moment, resets)) {
        TaskSubmitPort port =
            fixture().tracked(adapter(server.uri(), KEY, fixture().time()));

        assertThrows(SubmissionUnknownException.class, () -> port.submit(request));
        assertEquals(1, server.connections());
        assertEquals(1, server.posts());
      }
    }
  }

  @Test
  void sends_once_on_a_connection_that_the_server_has_closed_meanwhile() throws Exception {
    try (BreakingServer server = new BreakingServer(Moment.AFTER_FIRST_RESPONSE, false)) {
      TaskSubmitPort port =
          fixture().tracked(adapter(server.uri(), KEY, fixture().time()));
      assertNotNull(port.submit(REQUEST.seed(1)));
      try {
        assertNotNull(port.submit(REQUEST.seed(2)));
      } catch (SubmitException unknown) {
        assertEquals(SubmissionUnknownException.class, unknown.getClass());
      }
      assertTrue(server.posts() <= 2, "at most one POST for each, not " + server.posts());
    }
  }

  @Test
  void follows_no_redirect() {
    fixture().gateway().onSubmission(1, SubmitFault.status(307));

    SubmissionRefusedException refused =
        assertThrows(SubmissionRefusedException.class, () -> fixture().port().submit(REQUEST));
    assertEquals(307, refused.httpStatus());
    assertEquals(List.of(), fixture().gateway().journal().keyLeaks());
    assertEquals(1, fixture().gateway().ledger().posts().size());
  }

  @Test
  void reports_a_refused_key() {
    TaskSubmitPort port =
        fixture().tracked(adapter(fixture().gateway().baseUri(), KEY, fixture().time()));

    SubmissionRefusedException refused =
        assertThrows(SubmissionRefusedException.class, () -> port.submit(REQUEST));

    assertEquals(401, refused.httpStatus());
    assertNotNull(refused.requestId());
    assertFalse(shown(refused).contains(KEY));
  }

  @Test
  void reports_the_request_id_of_every_response_without_a_task() {
    List<SubmitFault.Response> responses = List.of(
        SubmitFault.status(403),
        SubmitFault.status(408),
        SubmitFault.errorAfterAcceptance(),
        SubmitFault.json(200, "{\"object\":\"video\"}"));
    TaskSubmitPort port = fixture().port();

    for (int i = 0; i < responses.size(); i++) {
      fixture().gateway().onSubmission(i + 1, responses.get(i));
      SubmitException error = assertThrows(SubmitException.class, () -> port.submit(REQUEST));
      assertNotNull(error.requestId(), responses.get(i)::toString);
    }
  }

  @Test
  void never_shows_the_key_even_if_the_gateway_echoes_it() {
    String key = fixture().gateway().apiKey();
    fixture()
        .gateway()
        .onSubmission(
            1,
            SubmitFault.json(
                403, "{\"error\":{\"code\":\"" + key + "\",\"message\":\"bad " + key + "\"}}"));
    fixture().gateway().onSubmission(2, SubmitFault.json(500, "{\"message\":\"bad " + key + "\"}"));
    TaskSubmitPort port = fixture().port();

    for (int submission = 0; submission < 2; submission++) {
      SubmitException error = assertThrows(SubmitException.class, () -> port.submit(REQUEST));
      assertFalse(shown(error).contains(key));
    }
    assertFalse(port.toString().contains(key));
  }

  private static String shown(Exception error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
