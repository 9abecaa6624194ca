package io.happyhorse.examples.cli;

import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fetches a video as it is, without the API key, which is none of the storage host's business. */
final class VideoFile {
  private static final int OK = 200;

  private VideoFile() {}

  static long save(ResultLink link, Path file) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    HttpResponse<Path> answer = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(link.reveal()).build(), HttpResponse.BodyHandlers.ofFile(file));
    if (answer.statusCode() != OK) {
      throw new IOException(
          "The storage host answered HTTP " + answer.statusCode() + " for " + link + ".");
    }
    return Files.size(file);
  }
}
