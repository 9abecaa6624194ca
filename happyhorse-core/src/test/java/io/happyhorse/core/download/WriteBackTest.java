package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteBackTest {
  private final List<String> forced = new ArrayList<>();
  private final Queue<Runnable> onOtherThread = new ArrayDeque<>();
  private final WriteBack file = new WriteBack(this::force, onOtherThread::add);
  private @Nullable IOException error;

  private void force(boolean withMetadata) throws IOException {
    forced.add(withMetadata ? "all" : "bytes");
    IOException thrown = error;
    error = null; // as the system does
    if (thrown != null) {
      throw thrown;
    }
  }

  @Test
  void forces_everything_at_the_end() throws IOException {
    file.written(WriteBack.STEP - 1);

    file.finish();

    assertThat(onOtherThread).isEmpty();
    assertThat(forced).containsExactly("all");
  }

  @Test
  void forces_the_bytes_of_a_step_on_another_thread() throws IOException {
    file.written(WriteBack.STEP - 1);
    file.written(1);

    assertThat(forced).isEmpty();
    onOtherThread.remove().run();
    assertThat(forced).containsExactly("bytes");
    file.finish();
    assertThat(forced).containsExactly("bytes", "all");
  }

  @Test
  void forces_one_step_at_a_time() throws IOException {
    file.written(WriteBack.STEP);
    file.written(WriteBack.STEP);
    assertThat(onOtherThread).hasSize(1);

    onOtherThread.remove().run();
    file.written(1);

    assertThat(onOtherThread).hasSize(1);
    onOtherThread.remove().run();
    file.written(WriteBack.STEP - 1);
    assertThat(onOtherThread).isEmpty();
  }

  @Test
  void reports_an_error_of_a_step_with_the_next_one() throws IOException {
    error = new IOException("Input/output error");
    file.written(WriteBack.STEP);
    onOtherThread.remove().run();

    file.written(WriteBack.STEP - 1);
    assertThatThrownBy(() -> file.written(1)).hasMessage("Input/output error");
  }

  @Test
  void reports_an_error_of_a_step_at_the_end_although_the_last_bytes_could_be_forced()
      throws IOException {
    error = new IOException("Input/output error");
    file.written(WriteBack.STEP);
    onOtherThread.remove().run();

    assertThatThrownBy(file::finish).hasMessage("Input/output error");
    assertThatThrownBy(file::finish).hasMessage("Input/output error");
  }

  @Test
  void forces_everything_at_the_end_if_there_can_be_no_other_thread() throws IOException {
    WriteBack alone = new WriteBack(this::force, step -> {
      throw new OutOfMemoryError("unable to create native thread");
    });

    alone.written(WriteBack.STEP);
    alone.finish();

    assertThat(forced).containsExactly("all");
  }

  @Test
  void stops_waiting_for_a_step_on_an_interrupt() throws IOException {
    file.written(WriteBack.STEP);
    Thread.currentThread().interrupt();

    assertThatThrownBy(file::finish).isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(forced).isEmpty();
  }
}
