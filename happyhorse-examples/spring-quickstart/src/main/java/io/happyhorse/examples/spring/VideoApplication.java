package io.happyhorse.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A REST service that creates videos, waits for them and keeps them. */
@SpringBootApplication
public class VideoApplication {
  public static void main(String[] args) {
    SpringApplication.run(VideoApplication.class, args);
  }
}
