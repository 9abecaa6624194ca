package io.happyhorse.feign;

import feign.Client;
import feign.Feign;
import feign.Retryer;
import io.happyhorse.core.wire.SubmitResponseReader;
import io.happyhorse.core.wire.TaskResponseReader;
import java.util.function.UnaryOperator;

/** Builds the gateway's endpoints from the settings. Feign does not retry; the calls do. */
final class FeignApis {
  private static final JacksonJsonParser JSON = new JacksonJsonParser();

  private FeignApis() {}

  static QueryConfig queries(FeignSettings settings, Http http) {
    return new QueryConfig(
        feign(settings.transport(http))
            .responseInterceptor((context, chain) -> Responses.of(context.response()))
            .target(target(TaskQueryApi.class, settings)),
        settings.apiKey(),
        key -> reader(settings.baseUrl(), settings.hiding(key), settings.keepsRawJson()),
        settings::hiding,
        settings.origin(),
        settings::proxyName,
        settings.connectTimeout(),
        settings.readTimeout(),
        settings.tryPolicy(),
        settings.observers(),
        settings.time());
  }

  static SubmitConfig submissions(FeignSettings settings) {
    Client transport = settings.transportThatSendsOnce();
    return new SubmitConfig(
        new Lazy<>(() -> feign(transport)
            .responseInterceptor((context, chain) -> Responses.ofSubmission(context.response()))
            .target(target(TaskSubmitApi.class, settings))),
        transport instanceof OnceClient,
        settings.apiKey(),
        key -> new SubmitResponseReader(settings.origin(), settings.hiding(key), JSON),
        settings::hiding,
        settings.origin(),
        settings::proxyName,
        settings.connectTimeout(),
        settings.tryPolicy(),
        settings.time());
  }

  private static Feign.Builder feign(Client client) {
    return Feign.builder().client(client).retryer(Retryer.NEVER_RETRY);
  }

  private static <T> GatewayTarget<T> target(Class<T> type, FeignSettings settings) {
    return GatewayTarget.of(type, settings.baseUrl(), settings.userAgent());
  }

  static TaskResponseReader reader(
      BaseUrl baseUrl, UnaryOperator<String> hiding, boolean keepsRawJson) {
    TaskResponseReader reader = new TaskResponseReader(baseUrl.origin(), hiding, JSON);
    return keepsRawJson ? reader.keepingRawJson() : reader;
  }
}
