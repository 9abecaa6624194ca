package io.happyhorse.feign;

import feign.Request;
import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.feign.GatewayCheck.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request for the list of models, and what its outcome says of the way to the gateway. */
final class CheckCall {
  /** Stands for the task in the rules of responses, which all are about one; it is in nothing that leaves this class. */
  private static final TaskId NO_TASK = TaskId.of("models");

  private static final String LATER = "Try again later.";

  private final QueryConfig connection;
  private final @Nullable String proxy;

  CheckCall(QueryConfig connection, @Nullable String proxy) {
    this.connection = connection;
    this.proxy = proxy;
  }

  GatewayCheck run() {
    ApiKey key;
    try {
      key = connection.apiKey().get();
    } catch (ApiKeyUnavailableException none) {
      return failed(Step.KEY, "There is no API key: " + none.getMessage(), null);
    }
    GatewayResponse answer;
    try {
      answer = connection.api().models(key.authorization(), options());
    } catch (RuntimeException unanswered) {
      return unanswered(unanswered, key);
    }
    return answered(answer, key);
  }

  private Request.Options options() {
    return new Request.Options(
        connection.connectTimeout().toMillis(),
        TimeUnit.MILLISECONDS,
        connection.readTimeout().toMillis(),
        TimeUnit.MILLISECONDS,
        false);
  }

  private GatewayCheck unanswered(RuntimeException thrown, ApiKey key) {
    TransportFailure failure = TransportFailure.of(
        thrown, connection.proxy().get(), connection.connectTimeout(), connection.readTimeout());
    QueryException error = failure.asError(details(), connection.hiding().apply(key));
    if (error instanceof UntrustedCertificateException || failure.isA(SSLException.class)) {
      return failed(Step.TLS, error.problem(), null);
    }
    boolean atProxy = proxy != null && (failure.isBeforeConnected() || isOfTunnel(failure));
    return failed(atProxy ? Step.PROXY : Step.CONNECTION, error.problem(), null);
  }

  /** Tells whether the proxy has refused to connect to the host, which the JDK's client has no type for. */
  private static boolean isOfTunnel(TransportFailure failure) {
    return String.valueOf(failure.cause()).contains("Tunnel failed");
  }

  private GatewayCheck answered(GatewayResponse answer, ApiKey key) {
    UnaryOperator<String> hiding = connection.hiding().apply(key);
    List<String> models = models(answer);
    if (models != null) {
      return new GatewayCheck(
          connection.origin(),
          proxy,
          null,
          "",
          "",
          answer.status(),
          models.stream().map(hiding).toList());
    }
    try {
      Object task = connection
          .reader()
          .apply(key)
          .read(answer, NO_TASK, 1, connection.time().instant());
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
        connection.origin(),
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
    return refusal instanceof ProxyAuthenticationException
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
      text.append(", it said: ").append(details.excerpt());
    }
    return text.append(')').toString();
  }

  /** Returns the ids of the models in a response; null if it is no list of models. */
  @SuppressWarnings("ReturnsNullCollection") // an empty list of models is one, too
  private static @Nullable List<String> models(GatewayResponse answer) {
    if (answer.status() != 200 || !(json(answer) instanceof Map<?, ?> list)) {
      return null;
    }
    if (!(list.get("data") instanceof List<?> models)) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    for (Object model : models) {
      if (model instanceof Map<?, ?> object && object.get("id") instanceof String id) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static @Nullable Object json(GatewayResponse answer) {
    if (answer.coding() != null || answer.body().length > GatewayResponse.MAX_BODY) {
      return null;
    }
    try {
      return new JacksonJsonParser().parse(answer.body());
    } catch (RuntimeException notJson) {
      return null;
    }
  }

  private QueryDetails details() {
    return new QueryDetails(NO_TASK, connection.origin(), null, null, 1, null, null);
  }
}
