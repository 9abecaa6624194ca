package io.happyhorse.examples.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the manifest of the jar. */
final class CliVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = CliVersion.class.getPackage().getImplementationVersion();
    return new String[] {"happyhorse " + (version == null ? "(not packaged)" : version)};
  }
}
