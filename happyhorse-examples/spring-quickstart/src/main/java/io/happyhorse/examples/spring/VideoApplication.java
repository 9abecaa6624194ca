package io.happyhorse.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class VideoApplication {
  public static void main(String[] args) {
    SpringApplication.run(VideoApplication.class, args);
  }
}
