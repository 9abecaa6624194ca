package io.happyhorse.examples.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** The responses of the servers that are measured against the fake gateway. */
final class TaskResponses {
  static final String PREFIX = "/v1/video/generations/";
  static final String AUTHORIZATION = "Bearer sk-benchmark-0123456789";

  private TaskResponses() {}

  static String path(String id) {
    return PREFIX + id;
  }

  static List<String> paths(int tasks) {
    return IntStream.range(0, tasks)
        .mapToObj(task -> path("asyntask_benchmark" + task))
        .toList();
  }

  /** Returns the body of a task in progress, which has as many bytes as that of the fake gateway. */
  static String running(String path) {
    return """
        {"code":"success","message":"","data":{"task_id":"%s","action":"textGenerate",\
        "status":"IN_PROGRESS","fail_reason":"","submit_time":1776420000,"start_time":1776420020,\
        "finish_time":0,"progress":"30%%","request_id":"20260417100000123456789abcdefgh",\
        "data":{"output":{"task_id":"0f0e0d0c-0b0a-4009-8807-060504030201","task_status":"RUNNING",\
        "submit_time":"2026-04-17 18:00:00.000","scheduled_time":"2026-04-17 18:00:20.000"},\
        "request_id":"1f1e1d1c-1b1a-4019-9817-161514131211"}}}""".formatted(path.substring(PREFIX.length()));
  }
}
