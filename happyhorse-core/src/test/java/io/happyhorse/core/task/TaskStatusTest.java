package io.happyhorse.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStatusTest {
  @ParameterizedTest
  @CsvSource({
    "NOT_START, NOT_START",
    "SUBMITTED, SUBMITTED",
    "QUEUED, QUEUED",
    "IN_PROGRESS, IN_PROGRESS",
    "SUCCESS, SUCCESS",
    "SUCCEEDED, SUCCESS",
    "COMPLETED, SUCCESS",
    "FAILURE, FAILURE",
    "FAILED, FAILURE",
    "in_progress, IN_PROGRESS",
    "' Succeeded ', SUCCESS",
    "failed, FAILURE",
    "submitted, SUBMITTED",
    "EXPIRED, OTHER",
    "CANCELED, OTHER",
    "ERROR, OTHER",
    "UNKNOWN, OTHER",
    "queueing, OTHER",
    "SUCCES, OTHER",
    "'', OTHER"
  })
  void reads_the_status_words_of_the_gateway(String word, TaskStatus meaning) {
    assertThat(TaskStatus.of(word)).isEqualTo(meaning);
  }

  @Test
  void reads_an_absent_word_as_other() {
    assertThat(TaskStatus.of(null)).isEqualTo(TaskStatus.OTHER);
  }

  @ParameterizedTest
  @EnumSource
  void is_terminal_only_on_success_and_failure(TaskStatus status) {
    assertThat(status.isTerminal())
        .isEqualTo(status == TaskStatus.SUCCESS || status == TaskStatus.FAILURE);
  }
}
