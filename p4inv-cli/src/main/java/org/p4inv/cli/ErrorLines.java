package org.p4inv.cli;

import java.util.List;
import java.util.TreeSet;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Streams;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every error becomes one line on standard error; a stack trace only where it is asked for. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final String STACK_TRACE = "--stack-trace";
  static final int FAILURE = 1;
  static final int USAGE = 2;

  private final Streams streams;
  private final boolean trace;

  ErrorLines(Streams streams, String[] arguments) {
    this.streams = streams;
    this.trace = List.of(arguments).contains(STACK_TRACE);
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    print(spec.qualifiedName() + ": " + usage(e, spec), e);
    return USAGE;
  }

  private static String usage(ParameterException e, CommandSpec spec) {
    List<String> unmatched =
        e instanceof UnmatchedArgumentException u ? u.getUnmatched() : List.of();
    if (unmatched.isEmpty()) {
      return Failure.describe(e);
    }
    String first = unmatched.get(0);
    if (first.startsWith("-")) {
      return "option must be one of "
          + String.join(", ", new TreeSet<>(spec.optionsMap().keySet()))
          + ", got `"
          + first
          + "`";
    }
    return spec.userObject() instanceof Group group
        ? group.rule() + ", got `" + first + "`"
        : "argument `" + first + "` must not be there; --help shows those that may";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    print(command.getCommandSpec().qualifiedName() + ": " + Failure.describe(e), e);
    return FAILURE;
  }

  int outOfMemory(OutOfMemoryError e) {
    print(
        "p4inv: memory must suffice, it did not ("
            + Failure.describe(e)
            + "); P4INV_JAVA_OPTS=-Xmx8g gives more",
        e);
    return FAILURE;
  }

  void print(String line, Throwable e) {
    streams.err().println(line);
    if (trace) {
      e.printStackTrace(streams.err());
    }
  }
}
