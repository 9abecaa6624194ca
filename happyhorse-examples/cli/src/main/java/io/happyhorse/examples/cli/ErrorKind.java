package io.happyhorse.examples.cli;

import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.ChecksumMismatchException;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.DownloaderClosedException;
import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.LinkExpiredException;
import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.NotAVideoException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WrongEndpointException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** The kinds of errors. Each has a name in JSON and an exit code. */
enum ErrorKind {
  AUTH(ExitCode.KEY_REFUSED),
  FORBIDDEN(ExitCode.KEY_REFUSED),
  NOT_FOUND(ExitCode.NO_SUCH_TASK),
  RATE_LIMITED(ExitCode.GATEWAY),
  QUOTA(ExitCode.GATEWAY),
  PROXY(ExitCode.GATEWAY),
  CERTIFICATE(ExitCode.GATEWAY),
  GATEWAY(ExitCode.GATEWAY),
  NETWORK(ExitCode.GATEWAY),
  PROTOCOL(ExitCode.GATEWAY),
  WRONG_ADDRESS(ExitCode.GATEWAY),
  DEADLINE(ExitCode.NOT_FINISHED),
  INTERRUPTED(ExitCode.NOT_FINISHED),
  NO_VIDEO(ExitCode.NO_VIDEO),
  EXPIRED(ExitCode.NO_VIDEO),
  CHECKSUM(ExitCode.NO_VIDEO),
  STORAGE(ExitCode.NO_VIDEO),
  LOCAL(ExitCode.LOCAL_ERROR),
  UNKNOWN(ExitCode.UNKNOWN),
  REFUSED(ExitCode.GATEWAY),
  NOT_SENT(ExitCode.GATEWAY),
  INTERNAL(ExitCode.INTERNAL_ERROR);

  private static final int UNAUTHORIZED = 401;

  private final int exitCode;

  ErrorKind(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  /** Returns the value of {@code kind} in JSON. An internal error is reported as {@code local}. */
  String jsonName() {
    return (this == INTERNAL ? LOCAL : this).name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kind of an error; {@link #INTERNAL} for an error that the library and this program do not expect. */
  static ErrorKind of(Throwable error) {
    if (error instanceof WaitException wait) {
      return ofWait(wait);
    }
    if (error instanceof QueryException query) {
      return ofQuery(query);
    }
    if (error instanceof DownloadException download) {
      return ofDownload(download);
    }
    if (error instanceof SubmitException submit) {
      return ofSubmission(submit);
    }
    if (error instanceof CancellationException) {
      return INTERRUPTED;
    }
    return error instanceof IOException || error instanceof InvalidPathException ? LOCAL : INTERNAL;
  }

  /** Returns the kind of the last failed query if the wait was abandoned, or if it timed out without an observation. */
  private static ErrorKind ofWait(WaitException wait) {
    QueryException lastError = wait.lastError();
    if (lastError != null
        && (wait instanceof WaitAbandonedException
            || (wait instanceof WaitDeadlineException && wait.lastObservation() == null))) {
      return ofQuery(lastError);
    }
    if (wait instanceof LinkMissingException) {
      return NO_VIDEO;
    }
    return wait instanceof WaitDeadlineException ? DEADLINE : INTERRUPTED;
  }

  private static ErrorKind ofQuery(QueryException error) {
    if (error instanceof UnauthorizedException || error instanceof ApiKeyMissingException) {
      return AUTH;
    }
    if (error instanceof ForbiddenException) {
      return FORBIDDEN;
    }
    if (error instanceof TaskNotFoundException) {
      return NOT_FOUND;
    }
    if (error instanceof RateLimitedException limited) {
      return limited.isQuotaExceeded() ? QUOTA : RATE_LIMITED;
    }
    if (error instanceof ProxyAuthenticationException) {
      return PROXY;
    }
    if (error instanceof UntrustedCertificateException) {
      return CERTIFICATE;
    }
    if (error instanceof NetworkException) {
      return NETWORK;
    }
    if (error instanceof MalformedResponseException) {
      return PROTOCOL;
    }
    if (error instanceof WrongEndpointException) {
      return WRONG_ADDRESS;
    }
    return error instanceof QueryInterruptedException ? INTERRUPTED : GATEWAY;
  }

  private static ErrorKind ofSubmission(SubmitException error) {
    if (error instanceof SubmissionUnknownException) {
      return UNKNOWN;
    }
    if (error instanceof SubmissionRefusedException) {
      return Integer.valueOf(UNAUTHORIZED).equals(error.httpStatus()) ? AUTH : REFUSED;
    }
    return error.details().attempts() == 0 && error.getCause() instanceof IOException
        ? LOCAL // the outbox cannot be written
        : NOT_SENT;
  }

  private static ErrorKind ofDownload(DownloadException error) {
    if (error instanceof LocalFileException) {
      return LOCAL;
    }
    if (error instanceof LinkExpiredException) {
      return EXPIRED;
    }
    if (error instanceof ChecksumMismatchException) {
      return CHECKSUM;
    }
    if (error instanceof NotAVideoException) {
      return NO_VIDEO;
    }
    return error instanceof DownloadInterruptedException
            || error instanceof DownloaderClosedException
        ? INTERRUPTED
        : STORAGE;
  }
}
