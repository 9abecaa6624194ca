package io.happyhorse.feign;

import io.happyhorse.core.port.AnswerReader;
import io.happyhorse.core.time.Time;
import java.net.URI;
import java.time.Duration;

/** What all questions to one gateway share. */
record Connection(
    TaskQueryApi api,
    AnswerReader reader,
    URI origin,
    Duration connectTimeout,
    Duration readTimeout,
    Backoff backoff,
    Observers observers,
    Time time) {}
