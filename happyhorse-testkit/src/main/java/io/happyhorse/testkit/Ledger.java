package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The submissions that a fake gateway has received, and its charges. Like the real gateway, it charges for a task when it accepts it,
 * and refunds the charge if the task ends in FAILURE. Tasks that a test adds with {@code accept} are not charged. Thread-safe.
 */
public final class Ledger {
  private final GatewayStore store;
  private final List<Post> posts = new ArrayList<>();

  /**
   * A submission that reached the gateway.
   *
   * @param number the number of the submission, counted from 1
   * @param at when it arrived, in the gateway's time
   * @param requestDigest the SHA-256 of its body, in hexadecimal digits
   * @param outcome a summary of the outcome
   * @param taskId the accepted task; null if none was accepted
   * @param resolution the charged resolution; empty if nothing is charged
   * @param seconds the charged length; 0 if nothing is charged
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
   * The charge for a task.
   *
   * @param at when it was accepted
   * @param requestDigest the SHA-256 of the request's body
   * @param seconds the requested length
   * @param refunded whether the charge was refunded, because the task ended in FAILURE
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

  /** {@return the submissions, oldest first: an entry for each submission, accepted or not} */
  public synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  /** {@return the current charges, oldest first: a charge for each accepted task, refunded or not} */
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
    TaskSnapshot task = store.require(id).stateAt(store.time.instant());
    return task.hasEnded() && !task.succeeded();
  }

  /** {@return all submissions and their charges as readable text: a line for each submission} */
  public String summary() {
    List<Post> all = posts();
    return all.isEmpty()
        ? "  no submission was received"
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
    } catch (NoSuchAlgorithmException impossible) { // every Java platform supports SHA-256
      throw new IllegalStateException(impossible);
    }
  }
}
