package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Reads the link to the video from every place where it may be, and reads no other text as a link. */
interface ReadsLinks extends PortTests {
  @Test
  default void reads_a_success_with_its_link() {
    VideoTask task = fixture().observe(TaskScript.succeeding());

    assertTrue(task.isSucceeded());
    assertEquals(START.plus(Duration.ofHours(24)), task.requireLink().expiresAt());
  }

  @WireTest
  default void does_not_change_any_character_of_a_link() {
    URI url = fixture().observe(TaskScript.succeeding()).requireLink().reveal();
    assertTrue(
        url.toString().endsWith("&OSSAccessKeyId=FAKE&Signature=ZmFrZQ%2Bc2ln%3D"),
        "a signature does not survive decoding or encoding");
  }

  @WireTest
  default void reads_a_link_that_is_only_in_the_upstreams_report() {
    assertNotNull(fixture().observe(GatewayQuirks.urlOnlyInside()).link());
  }

  @WireTest
  default void reads_a_link_that_is_only_in_fail_reason() {
    assertNotNull(fixture().observe(GatewayQuirks.urlOnlyInFailReason()).link());
  }

  @WireTest
  default void reads_a_success_without_a_link() {
    VideoTask task = fixture().observe(GatewayQuirks.successWithoutUrl());

    assertTrue(task.isSucceeded());
    assertNull(task.link());
  }

  @WireTest
  default void reads_no_link_from_the_text_of_a_failure() {
    assertNull(fixture().observe(GatewayQuirks.stockFailure()).link());
  }
}
