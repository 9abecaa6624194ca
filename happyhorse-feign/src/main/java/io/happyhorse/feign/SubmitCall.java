package io.happyhorse.feign;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import feign.Request;
import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.internal.CertificateErrors;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One submission: attempts on the calling thread until one of them has sent a byte, all within one time limit. An attempt is repeated
 * only if it is certain that it sent nothing.
 */
final class SubmitCall {
  private static final Logger LOG = LoggerFactory.getLogger(FeignTaskQuery.class);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final SubmitConfig config;
  private final VideoRequest request;
  private final String digest;
  private final Duration within;
  private Instant sentAt;
  private int attempts;
  private Duration pause = Duration.ZERO;
  private Duration spent = Duration.ZERO;

  SubmitCall(SubmitConfig config, VideoRequest request, Duration within) {
    this.config = config;
    this.request = request;
    this.digest = request.digest();
    this.within = within;
    this.sentAt = config.time().instant();
  }

  SubmittedTask run() {
    RetryPolicy<SubmittedTask> policy = RetryPolicy.<SubmittedTask>builder()
        .handleIf(this::deservesAnotherTry)
        .withMaxRetries(config.tryPolicy().tries() - 1)
        .withDelayFn(context -> pause)
        .build();
    try {
      SubmittedTask task = Failsafe.with(policy)
          .with(new SameThreadScheduler(this::rest))
          .getAsync(this::attempt)
          .join();
      LOG.debug("{} submitted, attempts: {}", task.id(), attempts);
      return task;
    } catch (CompletionException failed) {
      throw declared(failed.getCause());
    }
  }

  /** Returns a declared error. After any other error, bytes may have been sent. */
  private SubmitException declared(@Nullable Throwable cause) {
    if (cause instanceof SubmitException error) {
      return error;
    }
    if (cause instanceof Error fatal) {
      throw fatal;
    }
    String name = cause == null ? "an error" : cause.getClass().getName();
    return new SubmissionUnknownException("the request failed with " + name, details(), null);
  }

  private boolean deservesAnotherTry(Throwable failure) {
    boolean safe = failure instanceof SubmissionNotSentException unsent && unsent.isTransient();
    Duration next = safe
        ? config
            .tryPolicy()
            .pauseAfter(attempts, null, config.time().random("submit", digest, attempts))
        : null;
    if (next == null || next.compareTo(left()) >= 0) {
      return false;
    }
    pause = next;
    LOG.debug("Request {}: try {} was not sent, next in {}", digest, attempts, pause);
    return true;
  }

  private SubmittedTask attempt() {
    sentAt = config.time().instant();
    if (Thread.currentThread().isInterrupted()) {
      throw notSent("interrupted", false, null);
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
      UnaryOperator<String> hiding = config.hiding().apply(key);
      TransportFailure failure =
          new TransportFailure(truncated.getCause(), null, config.connectTimeout(), within);
      throw new SubmissionUnknownException(
          problem(failure, hiding), unknown.details(), failure.shown(hiding));
    }
  }

  private ApiKey key() {
    long start = TimeSource.system().nanoTime();
    try {
      return config.apiKey().get();
    } catch (ApiKeyUnavailableException none) {
      throw notSent("there is no API key: " + none.getMessage(), false, null);
    } finally {
      spent = spent.plus(TimeSource.system().since(start));
    }
  }

  private GatewayResponse send(ApiKey key) throws TruncatedResponseException {
    Duration limit = atLeastShortest(left());
    Duration connecting = atLeastShortest(shorter(config.connectTimeout(), limit));
    Request.Options options = new Request.Options(
        connecting.toMillis(),
        TimeUnit.MILLISECONDS,
        limit.toMillis(),
        TimeUnit.MILLISECONDS,
        false);
    attempts++;
    long start = TimeSource.system().nanoTime();
    try {
      byte[] json = request.toJson().getBytes(StandardCharsets.UTF_8);
      return config.api().get().submit(json, key.authorization(), options);
    } catch (RuntimeException unanswered) {
      if (unanswered.getCause() instanceof TruncatedResponseException truncated) {
        throw truncated;
      }
      throw failure(TransportFailure.of(unanswered, config.proxy().get(), connecting, limit), key);
    } finally {
      spent = spent.plus(TimeSource.system().since(start));
    }
  }

  private SubmitException failure(TransportFailure failure, ApiKey key) {
    UnaryOperator<String> hiding = config.hiding().apply(key);
    TransportFailure real = failure.withoutMark();
    String problem = problem(real, hiding);
    boolean passing = !Thread.currentThread().isInterrupted() && mayPass(real);
    return isUnsent(failure)
        ? notSent(problem, passing, real.shown(hiding))
        : new SubmissionUnknownException(problem, details(), real.shown(hiding));
  }

  private static String problem(TransportFailure failure, UnaryOperator<String> hiding) {
    return Thread.currentThread().isInterrupted() ? "interrupted" : hiding.apply(failure.problem());
  }

  /**
   * Returns whether no byte has been sent. The default transport determines this exactly. With a custom transport, it is certain only
   * for errors before the connection.
   */
  private boolean isUnsent(TransportFailure failure) {
    return config.marksUnsent()
        ? failure.isA(NotSentException.class)
        : failure.isBeforeConnected() || CertificateErrors.find(failure.cause()) != null;
  }

  private static boolean mayPass(TransportFailure failure) {
    return CertificateErrors.find(failure.cause()) == null && !failure.needsProxyCredentials();
  }

  private SubmissionNotSentException notSent(
      String problem, boolean passing, @Nullable Throwable cause) {
    return new SubmissionNotSentException(problem, passing, details(), cause);
  }

  private SubmitDetails details() {
    return SubmitDetails.withoutResponse(digest, config.origin(), sentAt, attempts);
  }

  /** Pauses on the time source. If an interrupt ends the pause, the next attempt finds the thread interrupted. */
  private void rest(Duration duration) {
    long start = config.time().nanoTime();
    try {
      config.time().sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    spent = spent.plus(config.time().since(start));
  }

  private Duration left() {
    return within.minus(spent);
  }

  /** Returns at least 1 ms, since 0 means no limit. */
  private static Duration atLeastShortest(Duration limit) {
    return limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
