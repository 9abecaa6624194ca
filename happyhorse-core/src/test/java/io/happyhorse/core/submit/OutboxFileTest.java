package io.happyhorse.core.submit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.submit.OutboxEntry.State;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxFileTest {
  private static final URI GATEWAY = URI.create("https://gateway.example");
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:42Z");
  private static final VideoRequest REQUEST =
      VideoRequest.imageToVideo("A private matter", "https://images.example/cat?sig=SECRET");

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("outbox");
  }

  private OutboxFile outbox() {
    return OutboxFile.at(file());
  }

  private static SubmittedTask task(String id) {
    return new SubmittedTask(TaskId.of(id), GATEWAY, NOW, REQUEST.kind());
  }

  private OutboxFile.Intent intend() throws IOException {
    return outbox().intend(REQUEST, GATEWAY, NOW);
  }

  @Test
  void a_file_that_does_not_exist_has_no_entries() throws IOException {
    assertThat(outbox().entries()).isEmpty();
  }

  @Test
  void an_intent_without_a_result_is_unknown() throws IOException {
    intend();

    assertThat(outbox().entries()).singleElement().satisfies(entry -> {
      assertThat(entry.state()).isEqualTo(State.UNKNOWN);
      assertThat(entry.intendedAt()).isEqualTo(NOW);
      assertThat(entry.gateway()).isEqualTo(GATEWAY);
      assertThat(entry.requestDigest()).isEqualTo(REQUEST.digest());
      assertThat(entry.kind()).isEqualTo("i2v/1080P/5s");
      assertThat(entry.taskId()).isNull();
    });
  }

  @Test
  void an_id_belongs_to_its_own_intent() throws IOException {
    OutboxFile.Intent first = intend();
    OutboxFile.Intent second = intend();
    OutboxFile.Intent third = intend();
    second.submitted(task("asyntask_B"));
    third.withdraw();
    first.submitted(task("asyntask_A"));

    assertThat(outbox().entries())
        .extracting(entry -> entry.state() + " " + entry.taskId())
        .containsExactly("SUBMITTED asyntask_A", "SUBMITTED asyntask_B", "WITHDRAWN null");
  }

  @Test
  void the_file_contains_neither_prompt_nor_URL() throws IOException {
    intend().submitted(task("asyntask_A"));

    assertThat(Files.readString(file())).doesNotContain("private", "SECRET", "images.example");
  }

  @Test
  void a_crash_during_the_last_line_loses_no_earlier_line() throws IOException {
    intend().submitted(task("asyntask_A"));
    long before = Files.size(file());
    OutboxFile.Intent interrupted = intend();
    long intended = Files.size(file());
    interrupted.submitted(task("asyntask_B"));
    byte[] whole = Files.readAllBytes(file());

    for (int length = (int) before; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      List<String> expected = length < intended - 1
          ? List.of("SUBMITTED")
          : length < whole.length - 1
              ? List.of("SUBMITTED", "UNKNOWN")
              : List.of("SUBMITTED", "SUBMITTED");
      assertThat(outbox().entries())
          .as("cut at %s", length)
          .extracting(entry -> entry.state().name())
          .isEqualTo(expected);
    }
  }

  @Test
  void a_line_is_not_appended_to_a_truncated_one() throws IOException {
    intend();
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 9));
    intend().submitted(task("asyntask_B"));

    assertThat(outbox().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.taskId()).isEqualTo(TaskId.of("asyntask_B")));
  }

  @Test
  void damaged_bytes_and_lines_of_a_later_version_are_ignored() throws IOException {
    OutboxFile.Intent intent = intend();
    String text = Files.readString(file());
    Files.writeString(file(), "\u0000\u00ff\tx\n" + text + "later\tversion\t1\n", ISO_8859_1);
    intent.submitted(task("asyntask_A"));

    assertThat(outbox().entries()).extracting(OutboxEntry::state).containsExactly(State.SUBMITTED);
  }

  @Test
  void the_lines_may_end_as_on_Windows() throws IOException {
    intend().submitted(task("asyntask_A"));
    OutboxFile.Intent second = intend();
    Files.writeString(file(), Files.readString(file()).replace("\n", "\r\n"));
    second.submitted(task("asyntask_B"));

    assertThat(outbox().entries())
        .extracting(OutboxEntry::taskId)
        .containsExactly(TaskId.of("asyntask_A"), TaskId.of("asyntask_B"));
  }

  @Test
  void a_kind_with_special_characters_does_not_damage_its_line() throws IOException {
    outbox().intend(REQUEST.with("resolution", "高 清\t\n"), null, NOW);

    assertThat(outbox().entries()).singleElement().satisfies(entry -> {
      assertThat(entry.kind()).isEqualTo("i2v/_____/5s");
      assertThat(entry.gateway()).isNull();
    });
  }

  @Test
  void many_threads_can_write() throws IOException {
    IntStream.range(0, 40).parallel().forEach(number -> {
      try {
        intend().submitted(task("asyntask_" + number));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    });

    assertThat(outbox().entries())
        .hasSize(40)
        .allSatisfy(entry -> assertThat(entry.state()).isEqualTo(State.SUBMITTED))
        .extracting(OutboxEntry::taskId)
        .doesNotHaveDuplicates();
  }

  @Test
  void one_file_may_have_several_paths() throws IOException {
    intend();
    Path other = Files.createSymbolicLink(folder.resolve("link"), file());
    IntStream.range(0, 200).parallel().forEach(number -> {
      try {
        OutboxFile.at(number % 2 == 0 ? file() : other).intend(REQUEST, GATEWAY, NOW);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    });

    assertThat(outbox().entries()).hasSize(201);
  }

  @Test
  void the_parent_of_a_linked_folder_is_that_of_its_target() throws IOException {
    Path target = Files.createDirectories(folder.resolve("data/today"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    OutboxFile outbox = OutboxFile.at(link.resolve("../outbox"));

    outbox.intend(REQUEST, GATEWAY, NOW);

    assertThat(outbox.entries()).hasSize(1);
    assertThat(folder.resolve("data/outbox")).exists();
  }

  @Test
  void a_file_that_other_code_has_locked_is_an_error() throws IOException {
    OutboxFile.Intent intent = intend();
    try (FileChannel foreign = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      assertThat(foreign.lock()).isNotNull();

      assertThatThrownBy(intent::withdraw)
          .isInstanceOf(IOException.class)
          .hasMessage("other code of this process has locked the file");
    }
  }

  @Test
  void results_are_written_even_if_the_thread_is_interrupted() throws IOException {
    OutboxFile.Intent first = intend();
    OutboxFile.Intent second = intend();
    Thread.currentThread().interrupt();
    first.submitted(task("asyntask_A"));
    second.withdraw();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outbox().entries())
        .extracting(OutboxEntry::state)
        .containsExactly(State.SUBMITTED, State.WITHDRAWN);
  }

  @Test
  void a_result_is_written_despite_interrupts_at_any_time() throws Exception {
    OutboxFile.Intent intent = intend();
    AtomicBoolean written = new AtomicBoolean();
    Thread writing = new Thread(() -> {
      try {
        for (int line = 0; line < 50; line++) {
          intent.submitted(task("asyntask_A"));
        }
        written.set(true);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    });
    writing.start();
    for (int interrupt = 0; interrupt < 200; interrupt++) {
      writing.interrupt();
      Thread.onSpinWait();
    }
    writing.join();

    assertThat(written).isTrue();
    assertThat(outbox().entries()).extracting(OutboxEntry::state).containsExactly(State.SUBMITTED);
  }

  @Test
  void an_interrupted_thread_writes_no_intent() throws IOException {
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::intend).isInstanceOf(IOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file()).isEmptyFile();
  }

  @Test
  void a_path_that_is_not_a_regular_file_is_an_error() {
    OutboxFile unusable = OutboxFile.at(folder);

    assertThatThrownBy(unusable::entries).hasMessageContaining("it is not a regular file");
    assertThatThrownBy(() -> unusable.intend(REQUEST, GATEWAY, NOW))
        .hasMessageContaining("it is not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my notes\n", "\n", "{\"a\":1}", "i\nn\n", "submitted\tby\tme\n"})
  void a_file_of_another_program_is_refused_and_not_changed(String content) throws IOException {
    Files.writeString(file(), content);

    assertThatThrownBy(outbox()::entries)
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file() + ": its content is not that of an outbox");
    assertThatThrownBy(this::intend)
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file() + ": its content is not that of an outbox");
    assertThat(file()).hasContent(content);
  }

  @Test
  void an_outbox_whose_first_line_was_cut_off_anywhere_is_still_an_outbox() throws IOException {
    intend();
    byte[] whole = Files.readAllBytes(file());

    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(outbox().entries()).as("cut at %s", length).hasSizeBetween(0, 1);
      intend();
      assertThat(outbox().entries()).as("cut at %s", length).hasSizeBetween(1, 2);
    }
  }

  @Test
  void an_intent_can_be_written_after_damaged_lines() throws IOException {
    intend();
    String text = Files.readString(file());
    Files.writeString(file(), "\u0000\u00ff\tx\ny\n" + text, ISO_8859_1);
    intend();

    assertThat(outbox().entries()).hasSize(2);
  }

  @Test
  void a_result_is_written_even_if_the_file_has_been_replaced() throws IOException {
    OutboxFile.Intent intent = intend();
    Files.writeString(file(), "my notes\n");
    intent.submitted(task("asyntask_A"));

    assertThat(file()).content().contains("asyntask_A");
  }

  @Test
  void a_folder_that_does_not_exist_is_an_error() {
    assertThatThrownBy(() -> OutboxFile.at(folder.resolve("no/outbox")).intend(REQUEST, null, NOW))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("its folder does not exist");
  }
}
