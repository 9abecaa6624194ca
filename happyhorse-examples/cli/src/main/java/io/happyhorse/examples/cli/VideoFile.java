package io.happyhorse.examples.cli;

import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Fetches a video as it is, without the API key, which is none of the storage host's business. */
final class VideoFile {
  private static final int OK = 200;

  private VideoFile() {}

  /** Makes the folder, or says before anything else that it cannot be one. */
  static void checkFolder(Path folder, CommandSpec command) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new ParameterException(
          command.commandLine(),
          "'" + folder + "' cannot be made a folder to save videos in.",
          unusable);
    }
  }

  static long save(ResultLink link, Path file) throws IOException, InterruptedException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    HttpResponse<Path> answer = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(link.reveal()).build(), HttpResponse.BodyHandlers.ofFile(part));
    if (answer.statusCode() != OK) {
      Files.delete(part);
      throw new IOException(
          "The storage host answered HTTP " + answer.statusCode() + " for " + link + ".");
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    return Files.size(file);
  }
}
