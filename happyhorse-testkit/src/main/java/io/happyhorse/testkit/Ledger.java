package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a fake gateway has been asked to make, and what it has billed. A task is billed when it is accepted, and refunded when it ends in
 * FAILURE, both as the gateway does. Tasks that a test accepts by a script are not billed. Thread-safe.
 */
public final class Ledger {
  private final GatewayStore store;
  private final List<Post> posts = new ArrayList<>();

  /**
   * A request to create a task that reached the gateway.
   *
   * @param number counted from 1
   * @param at when it came, in the gateway's time
   * @param requestDigest the SHA-256 of its body, in hexadecimal digits: that of the request
   * @param outcome what became of it, in a few words
   * @param taskId the accepted task; null if none was accepted
   * @param resolution what is billed: the resolution; empty if nothing is
   * @param seconds what is billed: the requested length; 0 if nothing is
   */
  public record Post(
      int number,
      Instant at,
      String requestDigest,
      String outcome,
      @Nullable TaskId taskId,
      String resolution,
      int seconds) {}

  /**
   * What was billed for a task.
   *
   * @param taskId the task
   * @param at when it was accepted
   * @param requestDigest the SHA-256 of the request's body
   * @param resolution the resolution
   * @param seconds the requested length
   * @param refunded whether the money was given back, since the task ended in FAILURE
   */
  public record Charge(
      TaskId taskId,
      Instant at,
      String requestDigest,
      String resolution,
      int seconds,
      boolean refunded) {}

  Ledger(GatewayStore store) {
    this.store = store;
  }

  /**
   * Returns the requests to create tasks, the oldest first.
   *
   * @return an entry for each, accepted or not
   */
  public synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  /**
   * Returns what was billed, the oldest first, as it stands now.
   *
   * @return a charge for each accepted task, refunded or not
   */
  public List<Charge> charges() {
    List<Charge> charges = new ArrayList<>();
    for (Post post : posts()) {
      TaskId id = post.taskId();
      if (id != null) {
        charges.add(new Charge(
            id, post.at(), post.requestDigest(), post.resolution(), post.seconds(), hasFailed(id)));
      }
    }
    return charges;
  }

  synchronized void clear() {
    posts.clear();
  }

  private boolean hasFailed(TaskId id) {
    TaskSnapshot task = store.require(id).look(store.time.instant());
    return task.hasEnded() && !task.succeeded();
  }

  /**
   * Returns all requests and what was billed for them, for a person to read.
   *
   * @return a line for each
   */
  public String story() {
    List<Post> all = posts();
    return all.isEmpty()
        ? "  no request to create a task came"
        : all.stream().map(this::line).collect(Collectors.joining(System.lineSeparator()));
  }

  private String line(Post post) {
    TaskId id = post.taskId();
    String billed = id == null
        ? ""
        : ", task " + id + ", billed " + post.seconds() + " s of " + post.resolution()
            + (hasFailed(id) ? ", refunded" : "");
    return "  " + post.at() + "  request " + post.requestDigest().substring(0, 12) + "  "
        + post.outcome() + billed;
  }

  synchronized void note(Post post) {
    posts.add(post);
  }

  static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
