package io.happyhorse.core.task;

/**
 * The parts of a response that are rarely needed.
 *
 * @param upstream what the upstream reported to the gateway
 * @param rawJson the body as received
 */
record ReceivedBody(Lazy<UpstreamReport> upstream, Lazy<String> rawJson) {
  private static final ReceivedBody NONE = new ReceivedBody(Lazy.of(null), Lazy.of(null));

  /** Returns the parts; if both are absent always the same object, since there may be a million of them. */
  static ReceivedBody of(Lazy<UpstreamReport> upstream, Lazy<String> rawJson) {
    boolean isNone = upstream == NONE.upstream && rawJson == NONE.rawJson;
    return isNone ? NONE : new ReceivedBody(upstream, rawJson);
  }
}
