package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.p4inv.cli.io.Streams;

/** One command, run in this process with captured streams. */
record CommandRun(int code, String out, String err) {

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Streams streams = new Streams(new PrintWriter(out, true), new PrintWriter(err, true), false);
    int code = Main.run(streams, arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** The one line on standard error of a command that ended with this code and wrote nothing. */
  String errorLine(int expectedCode) {
    assertEquals(expectedCode, code, this::toString);
    assertEquals("", out, this::toString);
    assertEquals(1, err.lines().count(), this::toString);
    assertTrue(err.endsWith("\n"), this::toString);
    return err.strip();
  }

  CommandRun succeeded() {
    assertEquals(0, code, this::toString);
    return this;
  }
}
