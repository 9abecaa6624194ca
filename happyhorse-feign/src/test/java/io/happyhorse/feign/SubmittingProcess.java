package io.happyhorse.feign;

import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A process that submits one request, with this adapter or with only the JDK's client. */
final class SubmittingProcess {
  private SubmittingProcess() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      if (args[0].equals("jdk")) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[1]))
            .POST(BodyPublishers.ofString("{}"))
            .build();
        System.out.println(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()));
      } else {
        System.out.println(FeignTaskQuery.builder("sk-test")
            .baseUrl(args[1])
            .build()
            .submitPort()
            .submit(VideoRequest.textToVideo("A cat")));
      }
    } catch (SubmitException | IOException failed) {
      System.out.println(failed.getClass().getSimpleName());
    }
  }
}
