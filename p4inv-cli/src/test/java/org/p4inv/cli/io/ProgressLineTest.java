package org.p4inv.cli.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter err = new StringWriter();

  private ProgressLine line(boolean terminal, long steps) {
    PrintWriter writer = new PrintWriter(err, true);
    return new ProgressLine(new Streams(writer, writer, terminal), steps);
  }

  @Test
  void twentyStretchesThatEndWithTheLastStep() {
    for (long steps : new long[] {20, 21, 50, 6000, 6001}) {
      ProgressLine line = line(false, steps);
      assertEquals(20, LongStream.rangeClosed(1, steps).filter(line::endsStretch).count());
      assertEquals(true, line.endsStretch(steps));
    }
  }

  @Test
  void fewStepsAreAllShown() {
    ProgressLine line = line(false, 3);
    assertEquals(3, LongStream.rangeClosed(1, 3).filter(line::due).count());
  }

  @Test
  void aTerminalLineIsRewritten() {
    ProgressLine line = line(true, 10);
    line.show("long text");
    line.show("text");
    line.end();
    assertEquals("\rlong text\rtext     " + System.lineSeparator(), err.toString());
  }
}
