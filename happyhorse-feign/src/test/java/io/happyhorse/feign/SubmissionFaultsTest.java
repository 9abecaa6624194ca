package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Ledger;
import io.happyhorse.testkit.SubmitFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many submissions under random faults. The seed is in the message of a failure; {@code -Dhappyhorse.seed=42} repeats it.
 */
class SubmissionFaultsTest {
  private static final int SUBMISSIONS = Boolean.getBoolean("happyhorse.full") ? 5_000 : 500;
  private static final long SEED = Long.getLong("happyhorse.seed", 20_261_125);

  /** Represents an address where every connection is refused. */
  private static final SubmitFault NO_CONNECTION = SubmitFault.refusedConnection();

  private static final List<SubmitFault> FAULTS = List.of(
      NO_CONNECTION,
      SubmitFault.resetBeforeBody(),
      SubmitFault.resetAfterBody(),
      SubmitFault.responseLost(),
      SubmitFault.slow(Duration.ofMillis(5)),
      SubmitFault.tooManyRequests().retryAfter(Duration.ofSeconds(1)),
      SubmitFault.modelNotFound(),
      SubmitFault.errorAfterAcceptance(),
      SubmitFault.status(500),
      SubmitFault.status(502).afterAcceptance(),
      SubmitFault.status(408).afterAcceptance(),
      SubmitFault.status(302),
      SubmitFault.status(400),
      SubmitFault.status(200).afterAcceptance(),
      SubmitFault.json(200, "{\"id\":\"asynt").afterAcceptance(),
      SubmitFault.json(200, "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}"));

  @TempDir
  Path folder;

  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final Random random = new Random(SEED);

  @AfterEach
  void close() {
    time.close();
    gateway.close();
  }

  private TaskSubmitter submitter(URI at) {
    return TaskSubmitter.builder(FeignTaskQuery.builder(gateway.apiKey())
            .baseUrl(at)
            .time(time)
            .build()
            .submitPort())
        .outbox(OutboxFile.at(folder.resolve("outbox")))
        .time(time)
        .build();
  }

  /** The result of a call: the id or the error. */
  private record Result(@Nullable TaskId id, @Nullable SubmitException error) {}

  @Test
  @Timeout(300)
  void no_request_is_sent_twice_and_every_accepted_task_is_known_or_reported_as_unknown()
      throws IOException {
    TaskSubmitter reachable = submitter(gateway.baseUri());
    TaskSubmitter unreachable = submitter(gateway.refusingUri());
    Map<String, Result> results = new HashMap<>();
    for (int call = 0; call < SUBMISSIONS; call++) {
      VideoRequest request = VideoRequest.textToVideo("A cat").seed(call);
      SubmitFault fault = random.nextInt(4) == 0 ? null : FAULTS.get(random.nextInt(FAULTS.size()));
      if (fault != null && fault != NO_CONNECTION) {
        gateway.onSubmission(gateway.ledger().posts().size() + 1, fault);
      }
      results.put(
          request.digest(), submit(fault == NO_CONNECTION ? unreachable : reachable, request));
    }

    checkPosts(results);
    checkOutbox(results);
    assertThat(results.values().stream().map(SubmissionFaultsTest::kind).distinct())
        .as("all kinds of results, seed %s", SEED)
        .containsExactlyInAnyOrder("id", "not sent", "unreachable", "unknown");
  }

  private static Result submit(TaskSubmitter submitter, VideoRequest request) {
    try {
      return new Result(submitter.submit(request).id(), null);
    } catch (SubmitException error) {
      return new Result(null, error);
    }
  }

  private void checkPosts(Map<String, Result> results) {
    Map<String, List<Ledger.Post>> posts = gateway.ledger().posts().stream()
        .collect(Collectors.groupingBy(Ledger.Post::requestDigest));
    assertThat(results.keySet()).containsAll(posts.keySet());
    results.forEach((digest, result) -> {
      List<Ledger.Post> posted = posts.getOrDefault(digest, List.of());
      assertThat(posted).as("POSTs of one call, seed %s", SEED).hasSizeLessThan(2);
      TaskId accepted = posted.isEmpty() ? null : posted.get(0).taskId();
      switch (kind(result)) {
        case "id" -> assertThat(accepted).as("seed %s", SEED).isEqualTo(result.id());
        case "not sent" -> assertThat(posted).as("seed %s", SEED).isEmpty();
        case "unreachable" -> assertThat(accepted).as("seed %s", SEED).isNull();
        default -> assertThat(posted).as("seed %s", SEED).hasSize(1);
      }
    });
  }

  private void checkOutbox(Map<String, Result> results) throws IOException {
    List<OutboxEntry> entries = OutboxFile.at(folder.resolve("outbox")).entries();
    assertThat(entries).hasSize(SUBMISSIONS).allSatisfy(entry -> {
      Result result = Objects.requireNonNull(results.get(entry.requestDigest()));
      OutboxEntry.State state = switch (kind(result)) {
        case "id" -> OutboxEntry.State.SUBMITTED;
        case "unknown" -> OutboxEntry.State.UNKNOWN;
        default -> OutboxEntry.State.WITHDRAWN;
      };
      assertThat(entry.state()).as("seed %s", SEED).isEqualTo(state);
      assertThat(entry.taskId()).as("seed %s", SEED).isEqualTo(result.id());
    });
  }

  private static String kind(Result result) {
    SubmitException error = result.error();
    if (error == null) {
      return "id";
    }
    if (error instanceof SubmissionNotSentException) {
      return "not sent";
    }
    if (error instanceof SubmissionRefusedException) {
      return "unreachable";
    }
    assertThat(error).isInstanceOf(SubmissionUnknownException.class);
    return "unknown";
  }
}
