package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** This library: one watcher for all tasks. */
final class HappyHorseClient implements PeerClient {
  private static final WaitOptions WAIT = WaitOptions.within(Duration.ofMinutes(10));

  /** More than any of the schedules needs, since the other clients have no limit. */
  private static final double PER_SECOND_AND_TASK = 2;

  private final PollSchedule schedule;
  private @Nullable FeignTaskQuery gateway;
  private @Nullable TaskWatcher watcher;

  HappyHorseClient(URI baseUrl, PollSchedule schedule) {
    this.schedule = schedule;
    gateway = FeignTaskQuery.builder("sk-peers").baseUrl(baseUrl).build();
  }

  @Override
  public void warmUp(List<String> ids, EndLog log) {
    watch(PollSchedule.defaults(), ids, WAIT, log);
  }

  @Override
  public void watch(List<String> ids, EndLog log) {
    watch(schedule, ids, WAIT.freshlySubmitted(), log);
  }

  private void watch(PollSchedule polls, List<String> ids, WaitOptions wait, EndLog log) {
    closeWatcher();
    TaskWatcher current = TaskWatcher.builder(Objects.requireNonNull(gateway))
        .schedule(polls)
        .ratePerSecond(PER_SECOND_AND_TASK * ids.size())
        .build();
    watcher = current;
    for (int i = 0; i < ids.size(); i++) {
      log.record(current.watch(TaskId.of(ids.get(i)), wait).future(), i);
    }
  }

  private void closeWatcher() {
    if (watcher != null) {
      watcher.close();
      watcher = null;
    }
  }

  @Override
  public void releaseConnections() {
    closeWatcher();
    gateway = null;
    System.gc(); // closes an unreachable HttpClient; JDK 17 has no other way
  }
}
