package io.happyhorse.feign;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Queries the gateway over HTTP, and fetches the videos of its tasks.
 *
 * <pre>{@code
 * FeignTaskQuery gateway = FeignTaskQuery.of(System.getenv("HAPPYHORSE_API_KEY"));
 * VideoTask task = gateway.query(TaskId.of("asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya"));
 * }</pre>
 *
 * <p>A query is tried up to three times if there is no response or if the status is 408, 409, 421, 423, 425, 429, 499 or 5xx. The
 * pauses have random lengths of up to 0.5 s and 1 s. All tries end within the time limit of the caller. A {@code Retry-After} of up to
 * 2 s is obeyed; a longer one ends the query at once and is reported. An untrusted certificate, a proxy's 407 and an exhausted quota
 * also end the query at once. Redirects are not followed, so the API key is sent to no other host. At most 1 MiB of a body is read,
 * compressed or not.
 *
 * <p>Requires feign-core 13.6 or later.
 *
 * <p>Thread-safe; one instance is sufficient for a whole program and keeps its connections open. Queries are logged at DEBUG.
 */
public final class FeignTaskQuery implements TaskQueryPort, VideoSourcePort {
  private final FeignSettings settings;
  private final QueryConfig queries;
  private final VideoSourcePort videoSource;
  private final TaskSubmitPort submitPort;

  FeignTaskQuery(FeignSettings settings) {
    settings.proxies().check(settings.origin());
    Http http = settings.http();
    this.settings = settings;
    this.queries = FeignApis.queries(settings, http);
    this.submitPort = new FeignTaskSubmit(FeignApis.submissions(settings));
    this.videoSource =
        new HttpVideoSource(settings.origin(), settings.apiKey(), settings.userAgent(), http);
  }

  /**
   * Returns a client of the vendor's gateway with the default settings.
   *
   * @param apiKey the key, without {@code Bearer}
   * @return the client; no connection is made yet
   * @throws IllegalArgumentException if the key is null, blank or contains an invalid character; the message does not contain the key
   */
  public static FeignTaskQuery of(@Nullable String apiKey) {
    return builder(apiKey).build();
  }

  /**
   * Returns a builder.
   *
   * @param apiKey the key, without {@code Bearer}
   * @throws IllegalArgumentException if the key is null, blank or contains an invalid character; the message does not contain the key
   */
  public static FeignTaskQueryBuilder builder(@Nullable String apiKey) {
    ApiKey key = ApiKey.of(apiKey);
    return new FeignTaskQueryBuilder(() -> key);
  }

  /**
   * Returns a builder for an API key that may change.
   *
   * @param apiKey returns the key, without {@code Bearer}; thread-safe. It is called for each request on the querying thread, within
   *     the query's time limit. While it returns null or throws, queries fail with an {@link
   *     io.happyhorse.core.error.ApiKeyMissingException}, which a watcher treats as temporary
   */
  public static FeignTaskQueryBuilder builder(Supplier<? extends @Nullable String> apiKey) {
    Objects.requireNonNull(apiKey, "apiKey");
    return new FeignTaskQueryBuilder(() -> ApiKey.from(apiKey));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code within} is not more than zero
   */
  @Override
  public VideoTask query(TaskId id, Duration within) {
    Objects.requireNonNull(id, "id");
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException(
          "The time limit of a query must be more than zero, not " + within + ".");
    }
    return new QueryCall(queries, id, within).run();
  }

  /**
   * Checks proxy, connection, certificate, base URL and API key with one {@code GET /v1/models}, which is free. The check may take as
   * long as the read timeout. If the calling thread is interrupted, the connection is reported as failed, and the thread stays
   * interrupted.
   */
  public GatewayCheck check() {
    return new CheckCall(queries, settings.proxyName()).run();
  }

  @Override
  public URI origin() {
    return settings.origin();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Videos use separate connections. This method sends one request; a {@link io.happyhorse.core.download.VideoDownloader} resumes,
   * retries and follows redirects.
   */
  @Override
  public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException {
    return videoSource.open(link, from, ifMatch, stall);
  }

  @Override
  public VideoResponse openPart(ResultLink link, long from, long to, String ifMatch, Duration stall)
      throws IOException {
    return videoSource.openPart(link, from, to, ifMatch, stall);
  }

  @Override
  public boolean usesProxy(URI origin) {
    return videoSource.usesProxy(origin);
  }

  /**
   * Returns the port that creates tasks at this gateway, for a {@link io.happyhorse.core.submit.TaskSubmitter}. It uses the same key,
   * proxy and TLS settings, and follows no redirect. An attempt that sent nothing is retried like a query ({@link
   * FeignTaskQueryBuilder#tries}); once a byte of a request may have left, it is never sent again, not even by the JDK's client. The
   * read timeout does not apply; a submission is limited only by the caller's time limit.
   *
   * <p>A {@linkplain FeignTaskQueryBuilder#transport custom transport} creates tasks only if it is declared to send once
   * ({@link FeignTaskQueryBuilder#transportSendsOnce}); otherwise the JDK's client does.
   *
   * @return the port, the same for every call; thread-safe
   */
  public TaskSubmitPort submitPort() {
    return submitPort;
  }

  /** Returns the gateway, never the key. */
  @Override
  public String toString() {
    return "FeignTaskQuery[" + origin() + "]";
  }
}
