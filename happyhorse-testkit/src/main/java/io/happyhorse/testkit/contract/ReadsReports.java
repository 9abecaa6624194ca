package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static io.happyhorse.testkit.contract.ContractFixture.START;
import static io.happyhorse.testkit.contract.ContractFixture.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.VideoMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reads times, the request id and the upstream's report in all their forms. */
interface ReadsReports extends PortTests {
  @WireTest
  default void reads_the_times_of_a_task_and_treats_0_as_not_yet_known() {
    VideoTask task = fixture().observe(TaskScript.succeeding().queued(Stay.queries(1)));

    assertEquals(START, task.timeline().submittedAt());
    assertNull(task.timeline().startedAt());
    assertNull(task.timeline().finishedAt());
  }

  @WireTest
  default void reads_the_upstreams_report() {
    VideoTask task = fixture().observe(TaskScript.succeeding(VideoMode.VIDEO_EDIT));

    assertNotNull(task.upstream());
    Usage usage = Objects.requireNonNull(Objects.requireNonNull(task.upstream()).usage());
    assertEquals(720, usage.resolution());
    assertEquals("10", String.valueOf(usage.duration()));
    assertNull(usage.ratio());
  }

  @WireTest
  default void reads_numbers_in_strings() {
    VideoTask task = fixture().observe(GatewayQuirks.numbersAsStrings());

    Usage usage = Objects.requireNonNull(Objects.requireNonNull(task.upstream()).usage());
    assertEquals(720, usage.resolution());
    assertEquals("5.04", String.valueOf(usage.duration()));
  }

  @WireTest
  default void reads_JSON_that_is_sent_as_HTML() {
    assertTrue(fixture()
        .observe(TaskScript.succeeding().onEveryQuery(Fault.contentType("text/html")))
        .isSucceeded());
  }

  @WireTest
  default void reads_a_flat_body() {
    VideoTask task = fixture()
        .observe(TaskScript.succeeding()
            .onEveryQuery(body("{'id':'" + ID
                + "','status':'completed','progress':100,'video_url':'https://h/v'}")));

    assertTrue(task.isSucceeded());
    assertEquals("https://h/v", task.requireLink().reveal().toString());
  }

  @WireTest
  default void reads_times_in_milliseconds() {
    VideoTask task = fixture()
        .observeBody("{'code':'success','data':{'status':'QUEUED','submit_time':1777343862000}}");

    assertEquals(START, task.timeline().submittedAt());
  }

  @Test
  default void tolerates_anything_in_the_upstreams_report() {
    for (String report : List.of(
        "{'a':1,'a':2}",
        "{'usage':{'SR':NaN,'duration':-Infinity}}",
        "[{'a':1,'a':2},7]",
        "'text'")) {
      assertEquals(
          TaskStatus.QUEUED,
          fixture()
              .observeBody("{'code':'success','data':{'status':'QUEUED','data':" + report + "}}")
              .status(),
          report);
    }
  }

  @WireTest
  default void reads_the_id_of_the_request_that_created_the_task() {
    assertNotNull(fixture().observe(TaskScript.succeeding()).requestId());
  }

  @WireTest
  default void ignores_unknown_members() {
    assertEquals(
        TaskStatus.IN_PROGRESS, fixture().observe(GatewayQuirks.stockExtras()).status());
  }

  @WireTest
  default void dates_an_observation_by_the_gateways_clock() {
    fixture().time().advance(Duration.ofDays(30));

    assertEquals(
        fixture().time().instant(), fixture().observe(TaskScript.succeeding()).observedAt());
  }

  @WireTest
  default void keeps_the_raw_text_of_a_final_status() {
    String text = fixture()
        .observe(TaskScript.succeeding().edited(data -> data.put("seed", 42)))
        .rawJson();

    assertTrue(text != null && text.contains("\"seed\":42"), "nothing is hidden from the caller");
  }
}
