package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A request for a video, however it came.
 *
 * @param method the HTTP method
 * @param url path and query as they were sent
 * @param isAuthorized whether it has a header {@code Authorization}
 * @param range the header {@code Range}; null for none
 * @param ifMatch the header {@code If-Match}; null for none
 */
record StorageRequest(
    String method,
    String url,
    boolean isAuthorized,
    @Nullable String range,
    @Nullable String ifMatch) {}
