package io.happyhorse.core.task;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The maximum length of a prompt: 5,000 code points, or 2,500 Chinese ones. The upstream does not say how it counts a mixed text; one
 * Chinese character counts as two others here, so that nothing is cut.
 */
final class PromptLength {
  private static final long MOST = 5_000;
  private static final long MOST_CHINESE = 2_500;
  private static final Set<UnicodeBlock> CHINESE_PUNCTUATION =
      Set.of(UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION, UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS);

  private PromptLength() {}

  /** Returns what is wrong with the length; null if the prompt fits. */
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
