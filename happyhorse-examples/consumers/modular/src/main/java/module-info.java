/** A consumer of the core and the adapter on the module path. */
module io.happyhorse.examples.consumers.modular {
  requires io.happyhorse.core;
  requires io.happyhorse.feign;
  requires jdk.httpserver;
  requires static org.jspecify;
}
