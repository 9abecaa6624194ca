package io.happyhorse.examples.benchmarks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.List;

/** WireMock with its default settings, as a test would use it without the test kit. */
record WireMockBaseline(WireMockServer server, List<String> paths) implements MeasuredServer {
  private static final String RUNNING = "running";

  /** Returns the body of the requested task. */
  private static final class Transformer implements ResponseDefinitionTransformerV2 {
    @Override
    public String getName() {
      return "task";
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      return json(TaskResponses.running(event.getRequest().getUrl())).build();
    }
  }

  /** Starts a server with one stub for all tasks, whose response is computed. */
  static WireMockBaseline transformer(int tasks) {
    WireMockServer server =
        new WireMockServer(options().dynamicPort().extensions(new Transformer()));
    server.start();
    server.stubFor(get(urlPathTemplate(TaskResponses.path("{id}")))
        .withHeader("Authorization", equalTo(TaskResponses.AUTHORIZATION))
        .willReturn(aResponse().withTransformers("task")));
    return new WireMockBaseline(server, TaskResponses.paths(tasks));
  }

  /** Starts a server with a scenario for each task, whose state changes after the first query. */
  static WireMockBaseline scenarios(int tasks) {
    WireMockServer server = new WireMockServer(options().dynamicPort());
    server.start();
    List<String> paths = TaskResponses.paths(tasks);
    for (String path : paths) {
      server.stubFor(state(path, Scenario.STARTED).willSetStateTo(RUNNING));
      server.stubFor(state(path, RUNNING));
    }
    return new WireMockBaseline(server, paths);
  }

  private static ScenarioMappingBuilder state(String path, String state) {
    MappingBuilder stub = get(urlEqualTo(path))
        .withHeader("Authorization", equalTo(TaskResponses.AUTHORIZATION))
        .willReturn(json(TaskResponses.running(path)));
    return stub.inScenario(path).whenScenarioStateIs(state);
  }

  private static ResponseDefinitionBuilder json(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String authorization() {
    return TaskResponses.AUTHORIZATION;
  }

  @Override
  public void close() {
    server.stop();
  }
}
