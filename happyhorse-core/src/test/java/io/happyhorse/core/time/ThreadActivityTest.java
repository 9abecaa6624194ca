package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadActivityTest {
  @ParameterizedTest
  @CsvSource({
    "NEW,           com.example.Job,                      run,        NOT_ALIVE",
    "TERMINATED,    com.example.Job,                      run,        NOT_ALIVE",
    "WAITING,       java.util.concurrent.CountDownLatch,  await,      WAITING",
    "TIMED_WAITING, java.lang.Thread,                     sleep,      WAITING",
    "RUNNABLE,      com.example.Job,                      run,        RUNNING",
    "BLOCKED,       com.example.Job,                      run,        WAITING",
    "RUNNABLE,      sun.nio.ch.NioSocketImpl,             accept,     WAITING",
    "RUNNABLE,      sun.nio.ch.EPollSelectorImpl,         doSelect,   WAITING",
    "RUNNABLE,      sun.nio.ch.Net,                       poll,       IN_SYSTEM",
    "WAITING,       jdk.internal.net.http.HttpClientImpl, send,       IN_SYSTEM",
    "TIMED_WAITING, java.net.Socket$SocketInputStream,    read,       IN_SYSTEM",
    "RUNNABLE,      java.net.InetAddress,                 getByName,  IN_SYSTEM",
    "BLOCKED,       java.lang.ClassLoader,                loadClass,  IN_SYSTEM",
    "WAITING,       jdk.internal.loader.BuiltinClassLoader, loadClass, IN_SYSTEM",
    "RUNNABLE,      java.lang.Class,                      forName0,   IN_SYSTEM",
    "RUNNABLE,      java.lang.Class,                      getName,    RUNNING",
  })
  void is_determined_by_the_state_and_any_frame(
      Thread.State state, String className, String method, ThreadActivity expected) {
    StackTraceElement[] stack = List.of(
            new StackTraceElement("jdk.internal.misc.Unsafe", "park", null, -1),
            new StackTraceElement(className, method, null, -1),
            new StackTraceElement("com.example.RendererTest", "renders_the_video", null, -1))
        .toArray(StackTraceElement[]::new);

    assertThat(ThreadActivity.of(state, stack)).isEqualTo(expected);
  }

  @Test
  void does_not_depend_on_the_callers_of_the_running_code() {
    StackTraceElement[] stack = List.of(
            new StackTraceElement("java.util.concurrent.CountDownLatch", "await", null, -1),
            new StackTraceElement("com.example.Handler", "handle", null, -1),
            new StackTraceElement("sun.net.httpserver.ServerImpl", "run", null, -1))
        .toArray(StackTraceElement[]::new);

    assertThat(ThreadActivity.of(Thread.State.WAITING, stack)).isEqualTo(ThreadActivity.WAITING);
  }
}
