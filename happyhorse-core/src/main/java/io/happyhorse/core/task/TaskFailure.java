package io.happyhorse.core.task;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reason for a FAILURE ({@code data.fail_reason}). The gateway refunds the task by itself.
 *
 * <p>The common form is {@code task failed, code: InvalidParameter, message: Field required: input.prompt}; an object with a code and a
 * message, free text in any language and an empty reason also occur.
 *
 * @param raw the reason as received; an object is given as JSON. Empty if absent
 * @param code the upstream's code, such as {@code InvalidParameter} or {@code DataInspectionFailed}; null if absent
 * @param message the text of the reason; empty if absent
 */
public record TaskFailure(String raw, @Nullable String code, String message)
    implements Serializable {
  private static final Pattern CODED =
      Pattern.compile("\\s*task failed, code: (\\S+?)\\s*,\\s*message: (.*)", Pattern.DOTALL);

  /** Creates a failure from a separate code and message. */
  public TaskFailure {
    Objects.requireNonNull(raw, "raw");
    Objects.requireNonNull(message, "message");
  }

  /**
   * Creates a failure from a text. Code and message are taken from the common form; any other text is the message.
   *
   * @param raw the reason as received; empty if absent
   */
  public TaskFailure(String raw) {
    this(raw, group(1, raw, null), Objects.requireNonNull(group(2, raw, raw)));
  }

  private static @Nullable String group(int group, String raw, @Nullable String otherwise) {
    Matcher matcher = CODED.matcher(raw);
    return matcher.matches() ? matcher.group(group) : otherwise;
  }

  /** Returns the beginning of the reason on one line, without the queries of URLs in it, which may be secrets. */
  @Override
  public String toString() {
    return raw.isBlank() ? "no reason given" : Redactor.line(raw);
  }
}
