package io.happyhorse.core.wire;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What reading a body needs beside the body.
 *
 * @param id the task that was asked for
 * @param attempts the number of requests sent
 * @param observedAt when the answer was made: its {@code Date} header, if it has one
 * @param withoutKey removes the API key from a text
 * @param parser parses a JSON text; gives a missing value for any other text
 */
record QueryContext(
    TaskId id,
    int attempts,
    Instant observedAt,
    UnaryOperator<String> withoutKey,
    Function<String, Json> parser) {}
