/** The query port over HTTP: start with {@link io.happyhorse.feign.FeignTaskQuery}. */
module io.happyhorse.feign {
  requires transitive feign.core;
  requires transitive io.happyhorse.core;
  requires dev.failsafe.core;
  requires java.net.http;
  requires org.slf4j;
  requires tools.jackson.core;
  requires static micrometer.core;
  requires static org.jspecify;

  exports io.happyhorse.feign;
  exports io.happyhorse.feign.micrometer;
}
