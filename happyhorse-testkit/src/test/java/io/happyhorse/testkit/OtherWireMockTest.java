package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A consumer's class path may begin with another build of WireMock, which has another Jetty or the same one under another name. */
class OtherWireMockTest {
  private static final String TESTKIT = "io.happyhorse.testkit.";
  private static final String JETTY = "wiremock.org.eclipse.jetty.";

  /** Loads the test kit again, without the Jetty that it was compiled with. */
  private static final class WithoutJetty extends ClassLoader {
    WithoutJetty() {
      super(OtherWireMockTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(JETTY)) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(TESTKIT)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] read = bytes.readAllBytes();
        return defineClass(name, read, 0, read.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }

  /** Queries a fake for a task. */
  public static final class Query implements Callable<String> {
    @Override
    public String call() throws IOException, InterruptedException {
      try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
        TaskId id = gateway.accept(TaskScript.succeeding());
        return HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        gateway.baseUri().resolve("/v1/video/generations/" + id.value()))
                    .header("Authorization", "Bearer " + gateway.apiKey())
                    .build(),
                BodyHandlers.ofString())
            .body();
      }
    }
  }

  @Test
  void the_fake_works_without_the_jetty_that_it_was_compiled_with() throws Exception {
    Callable<?> query = (Callable<?>) new WithoutJetty()
        .loadClass(Query.class.getName())
        .getDeclaredConstructor()
        .newInstance();

    assertThat(query.getClass()).isNotEqualTo(Query.class);
    assertThat(query.call()).asString().contains("\"status\":\"SUCCESS\"");
  }
}
