package io.happyhorse.examples.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A process that queries a task once with the JDK's client, and prints the body of the response. */
final class JdkQuery {
  private JdkQuery() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(args[0]))
        .header("Authorization", "Bearer " + args[1])
        .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
