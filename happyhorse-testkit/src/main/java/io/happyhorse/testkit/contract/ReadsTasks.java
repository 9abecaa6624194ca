package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static io.happyhorse.testkit.contract.ContractFixture.START;
import static io.happyhorse.testkit.contract.ContractFixture.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reads every state and every irregularity of an observation. */
interface ReadsTasks extends PortTests {
  @WireTest
  default void reads_a_task_that_has_not_started() {
    VideoTask task = fixture().observe(TaskScript.succeeding().notStarted(Stay.queries(1)));

    assertEquals(TaskStatus.NOT_START, task.status());
    assertEquals("0%", task.progress().text());
    assertFalse(task.isFinished());
  }

  @WireTest
  default void reads_SUBMITTED_which_the_vendor_does_not_list() {
    assertEquals(
        TaskStatus.SUBMITTED,
        fixture().observe(TaskScript.succeeding().submitted(Stay.queries(1))).status());
  }

  @WireTest
  default void reads_a_queued_task() {
    assertEquals(
        TaskStatus.QUEUED,
        fixture().observe(TaskScript.succeeding().queued(Stay.queries(1))).status());
  }

  @WireTest
  default void reads_a_running_task_with_its_progress() {
    VideoTask task = fixture().observe(TaskScript.succeeding().running(Stay.queries(1), "70%"));

    assertEquals(TaskStatus.IN_PROGRESS, task.status());
    assertEquals(70, task.progress().percent().orElse(-1));
    assertNull(task.link());
  }

  @Test
  default void reads_a_success_with_its_link() {
    VideoTask task = fixture().observe(TaskScript.succeeding());

    assertTrue(task.isSucceeded());
    assertEquals(START.plus(Duration.ofHours(24)), task.requireLink().expiresAt());
  }

  @WireTest
  default void leaves_a_link_as_it_is_character_for_character() {
    assertTrue(
        fixture()
            .observe(TaskScript.succeeding())
            .requireLink()
            .reveal()
            .toString()
            .endsWith("&OSSAccessKeyId=FAKE&Signature=ZmFrZQ%2Bc2ln%3D"),
        "a signature does not survive decoding or encoding");
  }

  @WireTest
  default void reads_when_a_task_moved_and_takes_0_for_not_yet() {
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

  @WireTest
  default void reads_a_failure_whose_reason_is_an_object_or_JSON_in_a_text() {
    for (String reason :
        List.of("{'code':'X','message':'why'}", "'{\\'code\\':\\'X\\',\\'message\\':\\'why\\'}'")) {
      VideoTask task = fixture()
          .observeBody(
              "{'code':'success','data':{'status':'FAILURE','fail_reason':" + reason + "}}");

      assertEquals("X", Objects.requireNonNull(task.failure()).code());
      assertEquals("why", Objects.requireNonNull(task.failure()).message());
    }
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
  default void reads_the_request_that_created_the_task() {
    assertNotNull(fixture().observe(TaskScript.succeeding()).requestId());
  }

  @WireTest
  default void takes_a_link_that_stands_inside_only() {
    assertNotNull(fixture().observe(GatewayQuirks.urlOnlyInside()).link());
  }

  @WireTest
  default void takes_a_link_that_stands_in_fail_reason_only() {
    assertNotNull(fixture().observe(GatewayQuirks.urlOnlyInFailReason()).link());
  }

  @WireTest
  default void takes_a_success_without_a_link_for_what_it_is() {
    VideoTask task = fixture().observe(GatewayQuirks.successWithoutUrl());

    assertTrue(task.isSucceeded());
    assertNull(task.link());
  }

  @WireTest
  default void reads_a_failure_with_its_code_and_its_message() {
    VideoTask task = fixture().observe(TaskScript.failing("InvalidParameter", "Field required"));

    assertEquals(TaskStatus.FAILURE, task.status());
    assertEquals("InvalidParameter", Objects.requireNonNull(task.failure()).code());
    assertEquals("Field required", Objects.requireNonNull(task.failure()).message());
    assertNull(task.link());
  }

  @WireTest
  default void reads_a_failure_without_a_reason() {
    VideoTask task = fixture().observe(TaskScript.failing(""));

    assertEquals(TaskStatus.FAILURE, task.status());
    assertEquals("", Objects.requireNonNull(task.failure()).raw());
  }

  @Test
  default void reads_a_failure_in_Chinese() {
    assertEquals(
        "任务超时（1440分钟）",
        Objects.requireNonNull(
                fixture().observe(TaskScript.failing("任务超时（1440分钟）")).failure())
            .raw());
  }

  @WireTest
  default void takes_the_text_of_a_failure_for_no_link() {
    assertNull(fixture().observe(GatewayQuirks.stockFailure()).link());
  }

  @WireTest
  default void lets_the_outer_status_win() {
    fixture().gateway().accept(ID, GatewayQuirks.staleInnerStatus());

    assertEquals(TaskStatus.IN_PROGRESS, fixture().port().query(ID).status());
    assertEquals(TaskStatus.FAILURE, fixture().port().query(ID).status());
  }

  @WireTest
  default void takes_no_unlisted_word_for_an_end() {
    fixture().gateway().accept(ID, GatewayQuirks.unlistedWords());

    for (int query = 0; query < 5; query++) {
      assertEquals(TaskStatus.OTHER, fixture().port().query(ID).status());
    }
    assertTrue(fixture().port().query(ID).isSucceeded());
  }

  @WireTest
  default void keeps_an_unlisted_word() {
    assertEquals("queueing", fixture().observe(GatewayQuirks.unlistedWords()).rawStatus());
  }

  @WireTest
  default void tolerates_any_progress() {
    fixture().gateway().accept(ID, GatewayQuirks.oddProgress());

    for (int query = 0; query < 8; query++) {
      assertEquals(TaskStatus.IN_PROGRESS, fixture().port().query(ID).status());
    }
  }

  @WireTest
  default void ignores_members_that_it_does_not_know() {
    assertEquals(
        TaskStatus.IN_PROGRESS, fixture().observe(GatewayQuirks.stockExtras()).status());
  }

  @WireTest
  default void reads_a_step_back() {
    fixture().gateway().accept(ID, GatewayQuirks.backToQueued());

    assertEquals(
        List.of(TaskStatus.IN_PROGRESS, TaskStatus.QUEUED, TaskStatus.IN_PROGRESS),
        IntStream.range(0, 3)
            .mapToObj(query -> fixture().port().query(ID).status())
            .toList());
  }

  @WireTest
  default void judges_by_the_gateways_clock() {
    fixture().time().advance(Duration.ofDays(30));

    assertEquals(
        fixture().time().instant(), fixture().observe(TaskScript.succeeding()).observedAt());
  }

  @WireTest
  default void keeps_the_raw_text_of_an_end() {
    String text = fixture()
        .observe(TaskScript.succeeding().edited(data -> data.put("seed", 42)))
        .rawJson();

    assertTrue(text != null && text.contains("\"seed\":42"), "nothing is hidden from the caller");
  }
}
