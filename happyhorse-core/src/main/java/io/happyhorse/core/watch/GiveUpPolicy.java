package io.happyhorse.core.watch;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WrongEndpointException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How much trouble one task's polls put up with before the wait ends. Times are ticks. Not thread-safe. */
final class GiveUpPolicy {
  private static final int BAD_POLLS = 10;
  private static final int NOT_FOUND_POLLS = 3;
  private static final Duration NOT_FOUND_FOR = Duration.ofSeconds(30);
  private static final int TRIES_FOR_LINK = 3;

  private int bad;
  private int notFound;
  private long firstNotFound;
  private int withoutLink;

  /** Takes a good answer in: trouble before it counts no more. */
  void answered() {
    bad = 0;
    notFound = 0;
  }

  /** Takes in that SUCCESS stands without a link, and tells whether that was asked for often enough. */
  boolean endsWithoutLink() {
    return ++withoutLink > TRIES_FOR_LINK;
  }

  /**
   * Takes an error in.
   *
   * @param lastGood when there was a good answer, or the wait began
   * @param withoutAGoodOne how long there must have been none for the wait to end
   * @param webPagesOnly whether web pages are all that ever came, for any task
   * @return the error that ends the wait, or null if it goes on
   */
  @Nullable
  QueryException endsAfter(
      QueryException error,
      long now,
      long lastGood,
      Duration withoutAGoodOne,
      boolean webPagesOnly) {
    bad++;
    if (error instanceof TaskNotFoundException) {
      firstNotFound = notFound++ == 0 ? now : firstNotFound;
      return notFound >= NOT_FOUND_POLLS && hasPassed(NOT_FOUND_FOR, firstNotFound, now)
          ? error
          : null;
    }
    notFound = 0;
    if (webPagesOnly && isWebPage(error)) {
      return new WrongEndpointException(error.details());
    }
    boolean exhausted = bad >= BAD_POLLS && hasPassed(withoutAGoodOne, lastGood, now);
    return exhausted || isLasting(error) ? error : null;
  }

  static boolean isWebPage(QueryException error) {
    return error instanceof MalformedResponseException malformed && malformed.isWebPage();
  }

  /** A poll that was interrupted by a stranger, not by the end of its wait, is just another bad one. */
  private static boolean isLasting(QueryException error) {
    return !error.isTransient() && !(error instanceof QueryInterruptedException);
  }

  private static boolean hasPassed(Duration duration, long from, long to) {
    return to - from >= TimeUnit.NANOSECONDS.convert(duration); // the longest ones saturate
  }
}
