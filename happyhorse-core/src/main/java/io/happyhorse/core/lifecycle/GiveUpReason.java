package io.happyhorse.core.lifecycle;

/** The reason why a wait ended before the task finished. */
public enum GiveUpReason {
  /** The deadline of the wait was reached. */
  DEADLINE,
  /** The gateway reported 3 consecutive times, over at least 30 s, that the task does not exist. */
  NOT_FOUND,
  /** A poll failed in a way that a repeated poll cannot fix, such as a rejected API key. */
  PERMANENT_ERROR,
  /** Consecutive polls received web pages, and no poll received a response of the gateway: the URL is not the gateway's. */
  WEB_PAGES_ONLY,
  /** The error budget is used up: too many consecutive polls failed over too long a time. */
  ERROR_BUDGET
}
