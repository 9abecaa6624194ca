package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQueryBuilder;

/** Changes the settings of the auto-configured gateway for which there is no property. All beans of this type are called, in order. */
@FunctionalInterface
public interface FeignTaskQueryCustomizer {
  /**
   * Changes settings, after those of the properties.
   *
   * @param builder the settings
   */
  void customize(FeignTaskQueryBuilder builder);
}
