package io.happyhorse.feign.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The object {@code data}. */
public record WireTask(
    @Nullable JsonNode taskId,
    @Nullable JsonNode action,
    @Nullable JsonNode status,
    @Nullable JsonNode failReason,
    @Nullable JsonNode resultUrl,
    @Nullable JsonNode submitTime,
    @Nullable JsonNode startTime,
    @Nullable JsonNode finishTime,
    @Nullable JsonNode progress,
    @Nullable JsonNode requestId,
    @Nullable JsonNode data) {}
