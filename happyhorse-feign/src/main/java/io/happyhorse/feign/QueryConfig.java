package io.happyhorse.feign;

import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.TaskResponseReader;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all questions to one gateway share.
 *
 * @param proxy returns host and port of the proxy that is used, or null
 */
record QueryConfig(
    TaskQueryApi api,
    Supplier<ApiKey> apiKey,
    Function<ApiKey, TaskResponseReader> reader,
    Function<ApiKey, UnaryOperator<String>> hiding,
    URI origin,
    Supplier<@Nullable String> proxy,
    Duration connectTimeout,
    Duration readTimeout,
    TryPolicy tryPolicy,
    CompositeObserver observers,
    TimeSource time) {}
