package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JoinErrorsTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  static Stream<Class<?>> types() {
    return Stream.of(WaitException.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("types")
  void are_equal_but_for_their_stack_trace(Class<? extends WaitException> type) throws Exception {
    NetworkException last =
        new NetworkException("reset", new QueryDetails(ID, null, null, null, 1, null, null), null);
    WaitException error = type.getConstructor(WaitDetails.class)
        .newInstance(new WaitDetails(ID, null, null, Duration.ofMinutes(6), 24, last));

    WaitException thrown = JoinErrors.onThisThread(error);

    assertThat(thrown).isExactlyInstanceOf(type).isNotSameAs(error).hasMessage(error.getMessage());
    assertThat(thrown.details()).isSameAs(error.details());
    assertThat(thrown.getCause()).isSameAs(last);
    assertThat(thrown.getStackTrace()[0].getClassName()).isEqualTo(JoinErrors.class.getName());
  }
}
