package io.happyhorse.examples.cli;

import picocli.CommandLine.Option;

/** The option of commands that send no requests to a gateway of their caller. {@link HappyHorseCli#debug} reads it. */
@SuppressWarnings("unused") // picocli sets the field
final class DebugOption {
  @Option(names = "--debug", description = GatewayOptions.DEBUG)
  private boolean debug;
}
