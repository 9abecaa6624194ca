package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQueryBuilder;

/** Customizes settings of the auto-configured gateway for which there is no property. All beans of this type are called, in order. */
@FunctionalInterface
public interface FeignTaskQueryCustomizer {
  /** Customizes the settings. Called after the properties have been applied. */
  void customize(FeignTaskQueryBuilder builder);
}
