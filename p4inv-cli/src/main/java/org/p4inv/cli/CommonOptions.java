package org.p4inv.cli;

import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  boolean help;

  // Read from the raw arguments, so that it also works where they cannot be parsed.
  @Option(names = ErrorLines.STACK_TRACE, description = "Show where an error comes from.")
  boolean stackTrace;
}
