package org.p4inv.cli.io;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress, warnings, errors
 * @param terminal whether a person watches, so that a line can be rewritten
 */
public record Streams(PrintWriter out, PrintWriter err, boolean terminal) {

  /** The streams of this process. */
  public static Streams system() {
    return new Streams(writer(System.out), writer(System.err), isTerminal());
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
  }

  /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
