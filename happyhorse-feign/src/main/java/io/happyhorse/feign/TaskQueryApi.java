package io.happyhorse.feign;

import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.happyhorse.core.port.HttpAnswer;

/** The gateway's one endpoint, as Feign reads it. */
interface TaskQueryApi {
  @RequestLine("GET /v1/video/generations/{taskId}")
  HttpAnswer query(@Param("taskId") String taskId, Request.Options options);
}
