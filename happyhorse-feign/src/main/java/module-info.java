/** The query port over HTTP: start with {@link io.happyhorse.feign.FeignTaskQuery}. */
module io.happyhorse.feign {
  requires transitive feign.core;
  requires transitive io.happyhorse.core;
  requires dev.failsafe.core;
  requires java.net.http;
  requires org.slf4j;
  requires tools.jackson.core;
  requires static micrometer.core;
  requires static micrometer.observation;
  requires static org.jspecify;
  requires static spring.beans;
  requires static spring.boot;
  requires static spring.boot.actuator;
  requires static spring.boot.autoconfigure;
  requires static spring.boot.health;
  requires static spring.context;
  requires static spring.core;

  exports io.happyhorse.feign;
  exports io.happyhorse.feign.micrometer;
  exports io.happyhorse.feign.spring;

  opens io.happyhorse.feign.spring to
      spring.beans,
      spring.core,
      spring.context;
}
