package io.happyhorse.feign;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.happyhorse.core.port.HttpAnswer;

/** The gateway's endpoints, as Feign reads them. */
interface TaskQueryApi {
  @RequestLine(value = "GET /v1/video/generations/{taskId}", decodeSlash = false)
  @Headers("Authorization: {authorization}")
  HttpAnswer query(
      @Param("taskId") String taskId,
      @Param("authorization") String authorization,
      Request.Options options);

  @RequestLine("GET /v1/models")
  @Headers("Authorization: {authorization}")
  HttpAnswer models(@Param("authorization") String authorization, Request.Options options);
}
