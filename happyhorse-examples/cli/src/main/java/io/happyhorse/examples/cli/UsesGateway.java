package io.happyhorse.examples.cli;

/** A command that sends requests to a gateway. {@link Subcommands} adds the options of the gateway to it. */
interface UsesGateway {
  GatewayOptions gatewayOptions();
}
