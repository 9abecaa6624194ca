package io.happyhorse.core.watch;

import io.happyhorse.core.error.MalformedAnswerException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WrongAddressException;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How much trouble one wait puts up with before it ends. Not thread-safe. */
final class Patience {
  private static final int BAD_POLLS = 10;
  private static final Duration WITHOUT_A_GOOD_ONE = Duration.ofMinutes(5);
  private static final int NOT_FOUND_POLLS = 3;
  private static final Duration NOT_FOUND_FOR = Duration.ofSeconds(30);
  private static final int WEB_PAGES = 3;
  private static final int TRIES_FOR_LINK = 3;

  private long lastGood;
  private boolean everGood;
  private int bad;
  private int notFound;
  private long firstNotFound;
  private int webPages;
  private int withoutLink;

  Patience(long ticks) {
    lastGood = ticks;
  }

  /**
   * Takes a good answer in.
   *
   * @param standing the observation that stands after it
   * @return whether the link of a SUCCESS has been asked for often enough
   */
  boolean endsAfter(VideoTask standing, long ticks) {
    everGood = true;
    lastGood = ticks;
    bad = 0;
    notFound = 0;
    webPages = 0;
    return standing.isSucceeded() && standing.link() == null && ++withoutLink > TRIES_FOR_LINK;
  }

  /**
   * Takes an error in.
   *
   * @return the error that ends the wait, or null if it goes on
   */
  @Nullable
  QueryException endsAfter(QueryException error, long ticks) {
    bad++;
    webPages = error instanceof MalformedAnswerException malformed && malformed.isWebPage()
        ? webPages + 1
        : 0;
    if (error instanceof TaskNotFoundException) {
      firstNotFound = notFound++ == 0 ? ticks : firstNotFound;
      return notFound >= NOT_FOUND_POLLS && hasPassed(NOT_FOUND_FOR, firstNotFound, ticks)
          ? error
          : null;
    }
    notFound = 0;
    if (!everGood && webPages >= WEB_PAGES) {
      return new WrongAddressException(error.evidence());
    }
    boolean exhausted = bad >= BAD_POLLS && hasPassed(WITHOUT_A_GOOD_ONE, lastGood, ticks);
    return exhausted || !error.isTransient() ? error : null;
  }

  private static boolean hasPassed(Duration duration, long from, long to) {
    return to - from >= duration.toNanos();
  }
}
