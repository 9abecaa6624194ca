package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.body;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.GatewayQuirks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports a body that is not an observation as malformed. */
interface RejectsBodies extends PortTests {
  @Test
  default void rejects_the_response_for_another_task() {
    fixture().assertError(MalformedResponseException.class, GatewayQuirks.anotherTask());
  }

  @Test
  default void rejects_a_web_page() {
    MalformedResponseException error =
        fixture().assertError(MalformedResponseException.class, GatewayErrors.webPage());

    assertTrue(error.isWebPage());
  }

  @Test
  default void rejects_an_empty_body() {
    fixture().assertError(MalformedResponseException.class, GatewayErrors.emptyBody());
    fixture().assertError(MalformedResponseException.class, Fault.status(204));
  }

  @Test
  default void rejects_null_data() {
    fixture().assertError(MalformedResponseException.class, GatewayErrors.nullData());
  }

  @Test
  default void rejects_any_code_other_than_success() {
    fixture()
        .assertError(
            MalformedResponseException.class,
            Fault.response(200, "application/json", "{\"code\":\"error\",\"data\":{}}"));
  }

  @Test
  default void rejects_other_JSON() {
    for (String body : List.of("[]", "null", "7", "{\"code\":\"success\",\"data\":[]}")) {
      fixture()
          .assertError(
              MalformedResponseException.class, Fault.response(200, "application/json", body));
    }
  }

  @Test
  default void rejects_a_repeated_name() {
    for (String body : List.of(
        "{'code':'error','code':'success','data':{'status':'QUEUED'}}",
        "{'code':'success','data':{'status':'QUEUED','status':'SUCCESS'}}",
        "{'code':'success','data':{'status':'QUEUED','unread':{'a':1,'a':1}}}")) {
      fixture().assertError(MalformedResponseException.class, body(body));
    }
  }

  @Test
  default void rejects_deeply_nested_JSON() {
    fixture()
        .assertError(
            MalformedResponseException.class,
            Fault.response(200, "application/json", "{\"data\":".repeat(100_000)));
  }

  @Test
  default void rejects_a_body_of_more_than_a_mebibyte() {
    fixture().assertError(MalformedResponseException.class, Fault.oversizedBody());
  }
}
