package io.happyhorse.feign;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes a body in until it ends, until there is more of it than is wanted, or until its time is up, and lets go of the
 * connection then.
 */
final class CappedBody implements BodySubscriber<byte[]> {
  private final int wanted;
  private final Duration limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  CappedBody(int wanted, Duration limit) {
    this.wanted = wanted;
    this.limit = limit;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    CompletableFuture<byte[]> unused = whole
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((body, trouble) -> subscription.cancel());
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[Math.min(buffer.remaining(), wanted - bytes.size())];
      buffer.get(part);
      bytes.writeBytes(part);
    }
    if (bytes.size() == wanted) {
      whole.complete(bytes.toByteArray());
    }
  }

  @Override
  public void onError(Throwable trouble) {
    whole.completeExceptionally(trouble);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.exceptionallyCompose(trouble -> CompletableFuture.failedStage(inTime(trouble)));
  }

  private Throwable inTime(Throwable trouble) {
    return trouble instanceof TimeoutException
        ? new HttpTimeoutException("the body did not end in time")
        : trouble;
  }
}
