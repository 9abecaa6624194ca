package io.happyhorse.examples.cluster;

import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes wrong usage of a command line. */
public final class UsageError {
  /** Matches the message about an unknown option with a value, which may be a secret. */
  private static final Pattern UNKNOWN_OPTION =
      Pattern.compile("(Unknown options?: '--?[\\w-]+)=[^']*");

  private UsageError() {}

  /**
   * Returns what is wrong with a command line, in one sentence.
   *
   * @param error the error of the parser
   * @return the sentence, without values that may be secret
   */
  public static String sentence(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(error.getMessage())
          .replaceFirst(" is not an int$", " is not a whole number")
          .replaceFirst(" is not a double$", " is not a number");
    }
    String help = "see '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.";
    if (unmatched.isUnknownOption()) {
      return UNKNOWN_OPTION.matcher(String.valueOf(error.getMessage())).replaceAll("$1") + ": "
          + help;
    }
    boolean isCommand = !error.getCommandLine().getSubcommands().isEmpty();
    return (isCommand ? "Unknown command '" : "Unexpected argument '")
        + unmatched.getUnmatched().get(0) + "': " + help;
  }
}
