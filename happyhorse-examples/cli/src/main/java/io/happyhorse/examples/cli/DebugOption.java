package io.happyhorse.examples.cli;

import picocli.CommandLine.Option;

/** The option {@code --debug} of the commands without {@link GatewayOptions}. {@link HappyHorseCli#debug} reads it. */
@SuppressWarnings("unused") // picocli sets the field
final class DebugOption {
  @Option(names = "--debug", description = GatewayOptions.DEBUG)
  private boolean debug;
}
