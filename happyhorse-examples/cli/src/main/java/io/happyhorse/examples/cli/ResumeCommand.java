package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command that resumes a wait, quoted for a shell, with the options of the command that has ended.
 *
 * @param ended the command that has ended
 * @param names the options that it repeats if they were given
 * @param gateway the options of the gateway, which it repeats as well
 */
record ResumeCommand(CommandSpec ended, List<String> names, GatewayOptions gateway) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  String withIds(List<TaskId> ids) {
    return with(ids.stream().map(TaskId::value).toList());
  }

  String withFile(Path ids) {
    return with(
        List.of("--ids-file", ids.toString().startsWith("-") ? "./" + ids : ids.toString()));
  }

  private String with(List<String> tasks) {
    List<String> words = new ArrayList<>(List.of("happyhorse", "watch"));
    words.addAll(tasks);
    names.forEach(name -> words.addAll(asGiven(name)));
    words.addAll(gateway.asGiven());
    return words.stream().map(ResumeCommand::quoted).collect(Collectors.joining(" "));
  }

  private List<String> asGiven(String name) {
    List<String> words = new ArrayList<>();
    OptionSpec given = ended.commandLine().getParseResult().matchedOption(name);
    if (given != null) {
      words.add(name);
      if (given.arity().max() > 0) {
        words.addAll(given.originalStringValues());
      }
    }
    return words;
  }

  /** Returns a word, in quotes if a shell would change it. */
  static String quoted(String word) {
    return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
