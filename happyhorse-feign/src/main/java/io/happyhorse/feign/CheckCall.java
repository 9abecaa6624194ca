package io.happyhorse.feign;

import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.internal.TunnelCredentials;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.feign.GatewayCheck.Step;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request for the list of models, and the meaning of its outcome for the connection to the gateway. */
final class CheckCall {
  /** A placeholder, since the rules for responses require a task id. It is not visible outside of this class. */
  private static final TaskId NO_TASK = TaskId.of("models");

  private static final String LATER = "Try again later.";

  private final QueryConfig config;
  private final @Nullable String proxy;

  CheckCall(QueryConfig config, @Nullable String proxy) {
    this.config = config;
    this.proxy = proxy;
  }

  GatewayCheck run() {
    ApiKey key;
    try {
      key = config.apiKey().get();
    } catch (ApiKeyUnavailableException none) {
      return failed(Step.KEY, "There is no API key: " + none.getMessage(), null);
    }
    GatewayResponse response;
    try {
      response = config.api().models(key.authorization(), timeouts().toOptions());
    } catch (RuntimeException failed) {
      return withoutResponse(failed, key);
    }
    return judged(response, key);
  }

  private Timeouts timeouts() {
    return new Timeouts(config.connectTimeout(), config.readTimeout());
  }

  private GatewayCheck withoutResponse(RuntimeException thrown, ApiKey key) {
    TransportFailure failure = TransportFailure.of(thrown, config.proxy().get(), timeouts());
    QueryException error = failure.asError(details(), config.hiding().apply(key));
    if (error instanceof UntrustedCertificateException || failure.isA(SSLException.class)) {
      return failed(Step.TLS, error.problem(), null);
    }
    boolean atProxy = proxy != null && (failure.isBeforeConnected() || failure.isRefusedByProxy());
    return failed(atProxy ? Step.PROXY : Step.CONNECTION, error.problem(), null);
  }

  private GatewayCheck judged(GatewayResponse response, ApiKey key) {
    UnaryOperator<String> hiding = config.hiding().apply(key);
    List<String> models = ModelList.read(response);
    if (models != null) {
      return new GatewayCheck(
          config.origin(),
          proxy,
          null,
          "",
          "",
          response.status(),
          models.stream().map(hiding).toList());
    }
    try {
      Object task =
          config.reader().apply(key).read(response, NO_TASK, 1, config.time().instant());
      return failed(Step.GATEWAY, "The response is not a list of models but " + task, null);
    } catch (QueryException refusal) {
      return refused(refusal);
    }
  }

  private GatewayCheck refused(QueryException refusal) {
    String problem = refusal instanceof TaskNotFoundException
        ? "The URL has no list of models"
        : refusal.problem();
    return failed(step(refusal), problem, refusal);
  }

  private static Step step(QueryException refusal) {
    if (refusal instanceof ProxyAuthenticationException) {
      return Step.PROXY;
    }
    return refusal instanceof UnauthorizedException || refusal instanceof ForbiddenException
        ? Step.KEY
        : Step.GATEWAY;
  }

  private GatewayCheck failed(Step step, String problem, @Nullable QueryException refusal) {
    boolean isPassing = refusal != null && refusal.isRetryable();
    return new GatewayCheck(
        config.origin(),
        proxy,
        step,
        problem + (refusal == null ? "" : details(refusal.details())),
        isPassing ? LATER : advice(step, refusal),
        refusal == null ? null : refusal.httpStatus(),
        List.of());
  }

  private static String advice(Step step, @Nullable QueryException refusal) {
    if (refusal instanceof RateLimitedException) {
      return "Top up the account or raise the quota.";
    }
    return refusal instanceof ProxyAuthenticationException && !TunnelCredentials.areSent()
        ? step.advice() + " For https, the JDK sends them only if it is started with"
            + " -Djdk.http.auth.tunneling.disabledSchemes=."
        : step.advice();
  }

  private static String details(QueryDetails details) {
    StringBuilder text = new StringBuilder(" (HTTP ").append(details.httpStatus());
    if (details.requestId() != null) {
      text.append(", request id ").append(details.requestId());
    }
    if (details.excerpt() != null) {
      text.append(", response: ").append(details.excerpt());
    }
    return text.append(')').toString();
  }

  private QueryDetails details() {
    return new QueryDetails(NO_TASK, config.origin(), null, null, 1, null, null);
  }
}
