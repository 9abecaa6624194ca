package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.util.List;
import java.util.stream.IntStream;

/** Reads every status, and treats no unlisted one as final. */
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

  @WireTest
  default void reads_the_outer_status_rather_than_the_upstreams() {
    fixture().gateway().accept(ID, GatewayQuirks.staleInnerStatus());

    assertEquals(TaskStatus.IN_PROGRESS, fixture().port().query(ID).status());
    assertEquals(TaskStatus.FAILURE, fixture().port().query(ID).status());
  }

  @WireTest
  default void does_not_treat_an_unlisted_status_as_final() {
    fixture().gateway().accept(ID, GatewayQuirks.unlistedWords());

    for (int query = 0; query < 5; query++) {
      assertEquals(TaskStatus.OTHER, fixture().port().query(ID).status());
    }
    assertTrue(fixture().port().query(ID).isSucceeded());
  }

  @WireTest
  default void keeps_the_raw_text_of_an_unlisted_status() {
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
  default void reads_a_status_that_regresses() {
    fixture().gateway().accept(ID, GatewayQuirks.backToQueued());

    assertEquals(
        List.of(TaskStatus.IN_PROGRESS, TaskStatus.QUEUED, TaskStatus.IN_PROGRESS),
        IntStream.range(0, 3)
            .mapToObj(query -> fixture().port().query(ID).status())
            .toList());
  }
}
