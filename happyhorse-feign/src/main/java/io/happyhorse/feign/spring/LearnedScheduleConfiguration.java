package io.happyhorse.feign.spring;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.schedule.PollSchedule;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines the schedule that learns how long tasks take. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "happyhorse.watcher.schedule", havingValue = "learned")
@ConditionalOnMissingBean(PollSchedule.class)
class LearnedScheduleConfiguration {
  @Bean
  @ConditionalOnMissingBean
  CompletionTimes happyHorseCompletionTimes() {
    return new CompletionTimes();
  }

  @Bean
  LearnedTimesFile happyHorseLearnedTimesFile(
      HappyHorseProperties properties, CompletionTimes times) {
    return new LearnedTimesFile(properties.watcher().learnedTimesFile(), times);
  }

  @Bean
  PollSchedule happyHorsePollSchedule(CompletionTimes times, LearnedTimesFile loaded) {
    return PollSchedule.learned(times);
  }
}
