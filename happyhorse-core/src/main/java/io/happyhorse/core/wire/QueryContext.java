package io.happyhorse.core.wire;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The details that are needed to read a body.
 *
 * @param id the queried task
 * @param attempts the number of requests sent
 * @param observedAt when the response was created: its {@code Date} header, if it has one
 * @param withoutKey removes the API key from a text
 * @param parser parses a JSON text; returns a missing value for any other text
 */
record QueryContext(
    TaskId id,
    int attempts,
    Instant observedAt,
    UnaryOperator<String> withoutKey,
    Function<String, Json> parser) {}
