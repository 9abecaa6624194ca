package io.happyhorse.core.watch;

import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.internal.DurationText;
import io.happyhorse.core.lifecycle.LastError;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.lifecycle.WaitVerdict;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Creates the errors that end waits, with their details. */
record WaitErrors(@Nullable URI gateway) {
  WaitDetails details(OpenWait wait, long now) {
    WaitState state = wait.task.state();
    LastError error = state.lastError();
    return new WaitDetails(
        wait.task.id,
        gateway,
        state.lastObservation(),
        wait.elapsed(now),
        wait.polls(),
        error == null ? null : error.exception());
  }

  /** Returns the error of a wait that ends with a verdict other than {@code KeepPolling} and {@code Finished}. */
  WaitException of(WaitVerdict verdict, OpenWait wait, long now) {
    WaitDetails details = details(wait, now);
    if (verdict instanceof WaitVerdict.LinkMissing) {
      return new LinkMissingException(details);
    }
    return verdict instanceof WaitVerdict.GaveUp gaveUp && gaveUp.error() == null
        ? new WaitDeadlineException(details)
        : new WaitAbandonedException(details);
  }

  QueryException overdue(Poll poll) {
    return new NetworkException(
        "the port did not return within " + DurationText.of(poll.within),
        new QueryDetails(poll.task.id, gateway, null, null, 1, null, null),
        null);
  }
}
