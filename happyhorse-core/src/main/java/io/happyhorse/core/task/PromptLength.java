package io.happyhorse.core.task;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The length of a prompt: it is not blank and has at most 5,000 code points, or 2,500 Chinese ones. The upstream does not specify how
 * it counts mixed text. Here, a Chinese character counts as two, so that a valid prompt is never truncated.
 */
final class PromptLength {
  private static final long MOST = 5_000;
  private static final long MOST_CHINESE = 2_500;
  private static final Set<UnicodeBlock> CHINESE_PUNCTUATION =
      Set.of(UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION, UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS);

  private PromptLength() {}

  static void requireNotBlank(String prompt) {
    if (prompt.isBlank()) {
      throw new IllegalArgumentException("The prompt is blank: describe the video.");
    }
  }

  /** Returns the problem with the length; null if the prompt is not too long. */
  static @Nullable String problem(String prompt) {
    long all = prompt.codePoints().count();
    long chinese = prompt.codePoints().filter(PromptLength::isChinese).count();
    if (all + chinese <= MOST) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "The prompt has %,d characters, %,d of them Chinese. The upstream silently cuts it after %,d, or %,d Chinese ones (one"
            + " counts as two): shorten it, or call allowTruncation().",
        all,
        chinese,
        MOST,
        MOST_CHINESE);
  }

  private static boolean isChinese(int codePoint) {
    return UnicodeScript.of(codePoint) == UnicodeScript.HAN
        || CHINESE_PUNCTUATION.contains(UnicodeBlock.of(codePoint));
  }
}
