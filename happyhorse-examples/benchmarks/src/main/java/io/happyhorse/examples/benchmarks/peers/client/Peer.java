package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A compared client.
 *
 * @param name the name in tables
 * @param settings its settings, in a few words
 */
public record Peer(String name, String settings) {
  /** This library at the interval of most peers, to which the ratios refer. */
  public static final Peer REFERENCE = ours(5);

  /** This library with a lag that is as short as that of the other clients. */
  public static final Peer PROMPT = learned(0.5);

  private static final Pattern FIXED = Pattern.compile("happyhorse-([0-9.]+)s");
  private static final Pattern LEARNED = Pattern.compile("happyhorse-learned-([0-9.]+)s");
  private static final long MILLIS = 1_000;

  /** All clients, this library first. */
  public static final List<Peer> ALL = List.of(
      REFERENCE,
      new Peer("happyhorse-default", "15 s ±10 %, first poll after 15 s"),
      new Peer("happyhorse-learned", "learned from 1,000 such tasks"),
      new Peer("dashscope-sdk", "VideoSynthesis.wait: 1 s, doubled up to 5 s; a thread per task"),
      new Peer("page-loop", "the loop of the vendor's page: 15 s; a thread per task"),
      new Peer("aws-waiter", "AsyncWaiter: 5 s; retries on every error"),
      new Peer("awaitility", "5 s, ignoreExceptions; a thread per task and one of its own"),
      new Peer("gax", "retrying future: 5 s, ×1.5 up to 45 s; retries on every error"));

  /** Returns this library at a fixed interval. */
  public static Peer ours(double seconds) {
    return new Peer("happyhorse-" + text(seconds) + "s", "fixed " + text(seconds) + " s");
  }

  /** Returns this library with a learned schedule that accepts a delay to save a request. */
  public static Peer learned(double delay) {
    return new Peer(
        "happyhorse-learned-" + text(delay) + "s",
        "learned, " + text(delay) + " s of delay per request");
  }

  private static String text(double seconds) {
    return seconds == Math.rint(seconds) ? "" + (long) seconds : "" + seconds;
  }

  /** Returns whether it is this library with a fixed interval. */
  public boolean isFixed() {
    return FIXED.matcher(name).matches();
  }

  /** Returns whether it is this library with a learned schedule. */
  public boolean isLearned() {
    return name.startsWith("happyhorse-learned");
  }

  public boolean isOurs() {
    return name.startsWith("happyhorse");
  }

  /** Creates the client of a name. */
  static PeerClient client(String name, URI baseUrl, TaskPlan plan) {
    Matcher fixed = FIXED.matcher(name);
    if (fixed.matches()) {
      return new HappyHorseClient(baseUrl, PollSchedule.fixed(seconds(fixed)));
    }
    Matcher learned = LEARNED.matcher(name);
    if (learned.matches()) {
      return new HappyHorseClient(
          baseUrl, PollSchedule.learned(LearnedTimes.of(plan), seconds(learned)));
    }
    return switch (name) {
      case "happyhorse-default" -> new HappyHorseClient(baseUrl, PollSchedule.defaults());
      case "happyhorse-learned" ->
        new HappyHorseClient(baseUrl, PollSchedule.learned(LearnedTimes.of(plan)));
      case "dashscope-sdk" -> new DashScopeClient(baseUrl);
      case "page-loop" -> new PageLoopClient(baseUrl);
      case "aws-waiter" -> new AwsWaiterClient(baseUrl);
      case "awaitility" -> new AwaitilityClient(baseUrl);
      case "gax" -> new GaxClient(baseUrl);
      default -> throw new IllegalArgumentException("There is no client " + name + ".");
    };
  }

  private static Duration seconds(Matcher name) {
    return Duration.ofMillis(Math.round(Double.parseDouble(name.group(1)) * MILLIS));
  }
}
