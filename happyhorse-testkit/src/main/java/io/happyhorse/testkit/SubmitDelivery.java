package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/** Translates the faults of submissions to deliveries. */
final class SubmitDelivery {
  private SubmitDelivery() {}

  /**
   * Returns the delivery of a response under a fault.
   *
   * @param fault the fault; null if there is none
   * @param response the response without the fault
   */
  static Delivery of(@Nullable SubmitFault fault, FakeResponse response) {
    if (fault instanceof SubmitFault.Response replacement) {
      return Delivery.instead(response(replacement));
    }
    Delivery delivery = Delivery.instead(response);
    if (fault instanceof SubmitFault.Slow slow) {
      return delivery.after(slow.duration());
    }
    return fault == null ? delivery : delivery.reset(1);
  }

  private static FakeResponse response(SubmitFault.Response replacement) {
    return new FakeResponse(
        replacement.status(),
        replacement.contentType(),
        FakeResponse.bytes(replacement.body()),
        replacement.retryAfter() == null
            ? null
            : new RetryAfterHeader(replacement.retryAfter(), false, ""),
        replacement.isRedirect() ? HttpDelivery.REDIRECTED + "submission" : null);
  }
}
