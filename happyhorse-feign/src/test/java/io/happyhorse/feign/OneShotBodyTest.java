package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class OneShotBodyTest {
  private final OneShotBody body = new OneShotBody("{}".getBytes(StandardCharsets.UTF_8));
  private final List<String> events = new ArrayList<>();

  private final class Recorder implements Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      events.add(StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Override
    public void onError(Throwable error) {
      events.add(String.valueOf(error.getMessage()));
    }

    @Override
    public void onComplete() {
      events.add("complete");
    }
  }

  @Test
  void serves_one_subscription() {
    assertThat(body.contentLength()).isEqualTo(2);
    body.subscribe(new Recorder());

    assertThat(events).containsExactly("{}", "complete");
  }

  @Test
  void fails_a_second_subscription() {
    assertThat(body.contentLength()).isEqualTo(2);
    body.subscribe(new Recorder());
    body.subscribe(new Recorder());

    assertThat(events).containsExactly("{}", "complete", "the request must not be sent again");
  }

  @Test
  void fails_before_a_second_head_is_written() {
    assertThat(body.contentLength()).isEqualTo(2);

    assertThatIllegalStateException().isThrownBy(body::contentLength);
  }

  @Test
  void sends_nothing_after_it_was_abandoned() {
    assertThat(body.abandon()).isTrue();

    assertThatIllegalStateException().isThrownBy(body::contentLength);
    body.subscribe(new Recorder());
    assertThat(events).containsExactly("the request must not be sent again");
    assertThat(body.abandon()).isTrue();
  }

  @Test
  void cannot_be_abandoned_once_bytes_may_have_left() {
    assertThat(body.contentLength()).isEqualTo(2);

    assertThat(body.abandon()).isFalse();
  }
}
