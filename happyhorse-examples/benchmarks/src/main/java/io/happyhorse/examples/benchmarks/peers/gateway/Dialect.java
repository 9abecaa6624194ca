package io.happyhorse.examples.benchmarks.peers.gateway;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A protocol for the status of a task: the path of a query and the form of the body. */
enum Dialect {
  GATEWAY("/v1/video/generations/") {
    @Override
    String running(String id, long submitted) {
      return String.format(Locale.ROOT, """
          {"code":"success","message":"","data":{"task_id":"%1$s","action":"generate",\
          "status":"IN_PROGRESS","fail_reason":"","submit_time":%2$d,"start_time":%2$d,\
          "finish_time":0,"progress":"50%%","request_id":"20260428023742441081000FMrSbjcs",\
          "data":{"output":{"task_id":"e45a6a1b-6f05-43e5-ab06-ddfdc97587a7",\
          "task_status":"RUNNING"},"request_id":"53121cad-c008-9b96-af1d-4289a4fc714b"}}}""", id, submitted);
    }

    @Override
    String ended(String id, long submitted, long ended) {
      return String.format(Locale.ROOT, """
          {"code":"success","message":"","data":{"task_id":"%1$s","action":"generate",\
          "status":"SUCCESS","fail_reason":"%4$s","result_url":"%4$s","submit_time":%2$d,\
          "start_time":%2$d,"finish_time":%3$d,"progress":"100%%",\
          "request_id":"20260428023742441081000FMrSbjcs",\
          "data":{"output":{"task_id":"e45a6a1b-6f05-43e5-ab06-ddfdc97587a7",\
          "task_status":"SUCCEEDED","orig_prompt":"a cat","video_url":"%4$s"},\
          "request_id":"53121cad-c008-9b96-af1d-4289a4fc714b","usage":{"SR":720,"duration":5,\
          "video_count":1}}}}""", id, submitted, ended, LINK);
    }
  },
  DASHSCOPE("/api/v1/tasks/") {
    @Override
    String running(String id, long submitted) {
      return String.format(Locale.ROOT, """
          {"request_id":"53121cad-c008-9b96-af1d-4289a4fc714b","output":{"task_id":"%s",\
          "task_status":"RUNNING"}}""", id);
    }

    @Override
    String ended(String id, long submitted, long ended) {
      return String.format(Locale.ROOT, """
          {"request_id":"53121cad-c008-9b96-af1d-4289a4fc714b","output":{"task_id":"%s",\
          "task_status":"SUCCEEDED","orig_prompt":"a cat","video_url":"%s"},\
          "usage":{"SR":720,"duration":5,"video_count":1}}""", id, LINK);
    }
  };

  private static final String LINK =
      "https://dashscope-a717.oss-accelerate.aliyuncs.com/1d/video_refiner.mp4?Expires=1893456000";

  private final String path;

  Dialect(String path) {
    this.path = path;
  }

  /** Returns the protocol of a request; null if the path belongs to none. */
  static @Nullable Dialect of(String target) {
    for (Dialect dialect : values()) {
      if (target.startsWith(dialect.path)) {
        return dialect;
      }
    }
    return null;
  }

  String id(String target) {
    return target.substring(path.length());
  }

  abstract String running(String id, long submitted);

  abstract String ended(String id, long submitted, long ended);
}
