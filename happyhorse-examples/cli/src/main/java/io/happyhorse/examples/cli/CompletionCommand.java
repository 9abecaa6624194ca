package io.happyhorse.examples.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script for a shell. */
@Command(
    name = "completion",
    description = {
      "Prints a shell script that completes the names of commands and options.",
      "Use it with: source <(happyhorse completion bash)"
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class CompletionCommand implements Callable<Integer> {
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("happyhorse", spec.root().commandLine());
    String start = shell == Shell.ZSH
        ? "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
        : "";
    spec.commandLine().getOut().print(start + script);
    spec.commandLine().getOut().flush();
    return ExitCode.SUCCESS;
  }
}
