package io.happyhorse.examples.spring;

import io.happyhorse.core.error.HappyHorseException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskFailedException;
import io.happyhorse.core.task.TaskId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VideoController {
  private final VideoService videos;
  private final TaskQueryPort tasks;

  VideoController(VideoService videos, TaskQueryPort tasks) {
    this.videos = videos;
    this.tasks = tasks;
  }

  @PostMapping("/videos")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, String> submit(@RequestBody String prompt) {
    return Map.of("id", videos.submit(prompt).value());
  }

  @GetMapping("/videos/{id}")
  Map<String, String> status(@PathVariable("id") String id) {
    return Map.of("status", tasks.query(TaskId.of(id)).status().name());
  }

  @GetMapping(path = "/videos/{id}/file", produces = {"video/mp4", "application/problem+json"})
  CompletableFuture<Resource> file(@PathVariable("id") String id) {
    return videos.video(TaskId.of(id)).thenApply(FileSystemResource::new);
  }

  @ExceptionHandler({HappyHorseException.class, TaskFailedException.class})
  ProblemDetail explain(RuntimeException error) {
    HttpStatus status = error instanceof TaskFailedException ? HttpStatus.GONE : HttpStatus.BAD_GATEWAY;
    return ProblemDetail.forStatusAndDetail(status, error.getMessage());
  }

  @ExceptionHandler(IllegalArgumentException.class)
  ProblemDetail reject(IllegalArgumentException invalid) { // such as an invalid id
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, invalid.getMessage());
  }
}
