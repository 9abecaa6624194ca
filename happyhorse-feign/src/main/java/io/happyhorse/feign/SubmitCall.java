package io.happyhorse.feign;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.wire.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One submission: attempts on the calling thread until one of them has sent a byte, all within one time limit. An attempt is repeated
 * only if it is certain that it sent nothing.
 */
final class SubmitCall {
  private static final Logger LOG = LoggerFactory.getLogger(FeignTaskQuery.class);

  private final SubmitConfig config;
  private final VideoRequest request;
  private final String digest;
  private final CallBudget budget;
  private Instant sentAt;
  private int attempts;
  private Duration pause = Duration.ZERO;

  SubmitCall(SubmitConfig config, VideoRequest request, Duration within) {
    this.config = config;
    this.request = request;
    this.digest = request.digest();
    this.budget = new CallBudget(within, config.time());
    this.sentAt = config.time().instant();
  }

  SubmittedTask run() {
    RetryPolicy<SubmittedTask> policy = RetryPolicy.<SubmittedTask>builder()
        .handleIf(this::deservesAnotherTry)
        .withMaxRetries(config.tryPolicy().tries() - 1)
        .build();
    try {
      SubmittedTask task = Failsafe.with(policy).get(this::attempt);
      LOG.debug("{} submitted, attempts: {}", task.id(), attempts);
      return task;
    } catch (RuntimeException failed) {
      throw declared(failed);
    }
  }

  /** Returns a declared error. After any other error, bytes may have been sent. */
  private SubmitException declared(RuntimeException failure) {
    if (failure instanceof SubmitException error) {
      return error;
    }
    if (failure instanceof FailsafeException
        && failure.getCause() instanceof InterruptedException) { // between two tries
      return notSent("interrupted");
    }
    String name = failure.getClass().getName();
    return new SubmissionUnknownException("the request failed with " + name, details(), null);
  }

  private boolean deservesAnotherTry(Throwable failure) {
    boolean safe = failure instanceof SubmissionNotSentException unsent && unsent.isTransient();
    Duration next = safe
        ? config
            .tryPolicy()
            .pauseAfter(attempts, null, config.time().random("submit", digest, attempts))
        : null;
    if (next == null || !budget.allows(next)) {
      return false;
    }
    pause = next;
    LOG.debug("Request {}: try {} was not sent, next in {}", digest, attempts, pause);
    return true;
  }

  private SubmittedTask attempt() {
    budget.pause(pause);
    sentAt = config.time().instant();
    if (Thread.currentThread().isInterrupted()) {
      throw notSent("interrupted");
    }
    ApiKey key = key();
    try {
      return read(send(key), key);
    } catch (TruncatedResponseException truncated) {
      return readPart(truncated, key);
    }
  }

  private SubmittedTask read(GatewayResponse response, ApiKey key) {
    return config
        .reader()
        .apply(key)
        .read(response, request, sentAt, attempts, config.time().instant());
  }

  /** Reads the part of a response that has arrived. It contains the status and the request id, and may contain the task id. */
  private SubmittedTask readPart(TruncatedResponseException truncated, ApiKey key) {
    try {
      return read(truncated.received(), key);
    } catch (SubmissionUnknownException unknown) {
      Timeouts limits = new Timeouts(config.connectTimeout(), budget.within());
      throw failure(new TransportFailure(truncated.getCause(), null, limits), key)
          .asUnknown(unknown.details());
    }
  }

  private ApiKey key() {
    long start = CallBudget.startRequest();
    try {
      return config.apiKey().get();
    } catch (ApiKeyUnavailableException none) {
      throw notSent("there is no API key: " + none.getMessage());
    } finally {
      budget.endRequest(start);
    }
  }

  private GatewayResponse send(ApiKey key) throws TruncatedResponseException {
    Timeouts limits = budget.limit(config.connectTimeout(), budget.within());
    attempts++;
    long start = CallBudget.startRequest();
    try {
      byte[] json = request.toJson().getBytes(StandardCharsets.UTF_8);
      return config.api().get().submit(json, key.authorization(), limits.toOptions());
    } catch (RuntimeException failed) {
      if (failed.getCause() instanceof TruncatedResponseException truncated) {
        throw truncated;
      }
      throw failure(TransportFailure.of(failed, config.proxy().get(), limits), key)
          .asError(details());
    } finally {
      budget.endRequest(start);
    }
  }

  private SubmitFailure failure(TransportFailure transport, ApiKey key) {
    return new SubmitFailure(transport, config.marksUnsent(), config.hiding().apply(key));
  }

  private SubmissionNotSentException notSent(String problem) {
    return new SubmissionNotSentException(problem, false, details(), null);
  }

  private SubmitDetails details() {
    return SubmitDetails.withoutResponse(digest, config.origin(), sentAt, attempts);
  }
}
