package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackExecutorTest {
  private final CallbackExecutor inline = new CallbackExecutor(Runnable::run);

  @Test
  void an_outer_callback_is_still_recognized_after_one_that_ran_within_it() {
    List<Boolean> isCalling = new ArrayList<>();
    inline.execute(() -> {
      inline.execute(() -> isCalling.add(inline.isCallingNow()));
      isCalling.add(inline.isCallingNow());
    });

    assertThat(isCalling).containsExactly(true, true);
    assertThat(inline.isCallingNow()).isFalse();
  }
}
