package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Serves the page, its data and its videos. */
final class DashboardServer implements AutoCloseable {
  private static final String PAGE = "/io/happyhorse/examples/dashboard/page";

  private final TaskListSource source;
  private final ServerSettings settings;
  private final RequestGuard guard;
  private final PageJson json;
  private final EventStreams events;
  private final Javalin server;

  private DashboardServer(
      TaskListSource source, ServerSettings settings, PagePort port, SecretFilter secrets) {
    this.source = source;
    this.settings = settings;
    this.guard = new RequestGuard(settings);
    this.json = new PageJson(secrets);
    this.events = new EventStreams(source, json, guard.token());
    this.server = Javalin.create(config -> configure(config, port));
  }

  /** Starts a server. Throws an {@link IllegalArgumentException} if it cannot listen on the port. */
  static DashboardServer start(
      TaskListSource source, ServerSettings settings, SecretFilter secrets) {
    DashboardServer dashboard =
        new DashboardServer(source, settings, PagePort.open(settings), secrets);
    dashboard.server.start();
    return dashboard;
  }

  private void configure(JavalinConfig config, PagePort port) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.addConnector(port::connector);
    config.staticFiles.add(files -> {
      files.hostedPath = "/";
      files.directory = PAGE;
      files.location = Location.CLASSPATH;
    });
    config.routes.before(guard::check);
    config.routes.get("/api/tasks", this::list);
    config.routes.get("/api/tasks/{id}", this::detail);
    config.routes.post("/api/tasks/{id}/poll", request -> perform(request, source::pollNow));
    config.routes.post("/api/tasks/{id}/stop", request -> perform(request, source::stop));
    config.routes.post("/api/tasks/{id}/download", request -> perform(request, source::download));
    config.routes.get("/api/events", events::serve);
    config.routes.get("/videos/{id}", this::video);
    config.routes.exception(
        SourceUnavailableException.class,
        (error, request) -> request.status(503).result(String.valueOf(error.getMessage())));
    config.routes.exception(
        HttpResponseException.class,
        (error, request) -> request.status(error.getStatus()).result(message(error)));
  }

  private static String message(HttpResponseException error) {
    return String.valueOf(error.getMessage());
  }

  private void list(Context request) {
    respond(request, json.list(source.changesSince(0)));
  }

  private void detail(Context request) {
    TaskDetail detail = source.detail(id(request));
    if (detail == null) {
      throw new NotFoundResponse("No task with this id is shown here.");
    }
    respond(request, json.detail(detail));
  }

  private static void respond(Context request, String body) {
    request
        .header(Header.CACHE_CONTROL, "no-store")
        .contentType("application/json")
        .result(body);
  }

  private static void perform(Context request, Predicate<TaskId> action) {
    if (!action.test(id(request))) {
      throw new HttpResponseException(409, "This action is not possible for this task now.");
    }
    request.status(204);
  }

  private void video(Context request) throws IOException {
    TaskId id = id(request);
    Path file = source.video(id);
    if (file == null) {
      throw new NotFoundResponse(
          "The video of this task is not downloaded to the folder of this page.");
    }
    if (request.queryParam("download") != null) {
      request.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".mp4\"");
    }
    VideoFile.send(request, file, Files.size(file));
  }

  private static TaskId id(Context request) {
    try {
      return TaskId.of(request.pathParam("id"));
    } catch (IllegalArgumentException none) {
      throw new NotFoundResponse("No task with this id is shown here.");
    }
  }

  /** Returns the address of the page. */
  URI address() {
    return URI.create("http://" + settings.host() + ":" + server.port() + "/");
  }

  /** Returns the number of open pages. */
  int openPages() {
    return events.openPages();
  }

  @Override
  public void close() {
    events.close();
    server.stop();
  }
}
