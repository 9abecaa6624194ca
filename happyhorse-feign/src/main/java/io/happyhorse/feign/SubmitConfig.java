package io.happyhorse.feign;

import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.SubmitResponseReader;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings shared by all submissions to one gateway.
 *
 * @param api creates the endpoint when it is first used
 * @param marksUnsent whether the transport throws {@link NotSentException} whenever nothing was sent
 * @param proxy returns host and port of the proxy that is used, or null
 */
record SubmitConfig(
    Supplier<TaskSubmitApi> api,
    boolean marksUnsent,
    Supplier<ApiKey> apiKey,
    Function<ApiKey, SubmitResponseReader> reader,
    Function<ApiKey, UnaryOperator<String>> hiding,
    URI origin,
    Supplier<@Nullable String> proxy,
    Duration connectTimeout,
    TryPolicy tryPolicy,
    TimeSource time) {}
