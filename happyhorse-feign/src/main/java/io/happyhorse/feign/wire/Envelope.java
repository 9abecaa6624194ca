package io.happyhorse.feign.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The outermost object of an answer. */
public record Envelope(
    @Nullable JsonNode code,
    @Nullable JsonNode message,
    @Nullable JsonNode data) {}
