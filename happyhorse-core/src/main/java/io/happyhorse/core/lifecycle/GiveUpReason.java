package io.happyhorse.core.lifecycle;

/** Why a wait ends although the gateway has not ended the task. */
public enum GiveUpReason {
  /** Its time is up. */
  DEADLINE,
  /** The gateway has said 3 times in a row, over at least 30 s, that there is no such task. */
  NOT_FOUND,
  /** A failed poll that repeating cannot cure, such as an API key that is rejected. */
  PERMANENT_ERROR,
  /** Web pages in a row, and never a response of the gateway: the URL is not the gateway's. */
  WEB_PAGES_ONLY,
  /** Too many failed polls in a row, for too long. */
  ERROR_BUDGET
}
