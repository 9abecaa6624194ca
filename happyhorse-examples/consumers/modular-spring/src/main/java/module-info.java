/** A Spring Boot application on the module path. */
module io.happyhorse.examples.consumers.modular.spring {
  requires io.happyhorse.core;
  requires io.happyhorse.feign;
  requires spring.boot;
  requires spring.boot.autoconfigure;
  requires spring.context;
  requires static org.jspecify;

  opens io.happyhorse.examples.consumers.modular.spring to
      spring.beans,
      spring.context,
      spring.core;
}
