/**
 * Auto-configuration for Spring Boot 3.5 and 4: start with {@link io.happyhorse.feign.spring.HappyHorseProperties}.
 *
 * <p>With {@code happyhorse.api-key}, or a {@link io.happyhorse.feign.spring.HappyHorseConnectionDetails} bean, an application gets
 * beans for querying and submitting tasks, a {@code TaskWatcher} and a {@code VideoDownloader}, health and metrics. Each bean backs off
 * if the application defines its own. All dependencies are optional: without Spring, no class of this package is loaded.
 */
@NullMarked
package io.happyhorse.feign.spring;

import org.jspecify.annotations.NullMarked;
