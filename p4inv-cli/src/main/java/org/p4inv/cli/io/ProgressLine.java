package org.p4inv.cli.io;

/**
 * Shows where a long run stands: on a terminal one line that is rewritten a few times a second,
 * elsewhere a line for every {@value #PERCENT} per cent of the steps.
 */
public final class ProgressLine {
  private static final int PERCENT = 5;
  private static final long PAUSE_NANOS = 250_000_000;

  private final Streams streams;
  private final long steps;
  private long shownAt = System.nanoTime();
  private int shownLength;

  /** Progress of a number of steps. */
  public ProgressLine(Streams streams, long steps) {
    this.streams = streams;
    this.steps = steps;
  }

  /** Whether a step, counted from 1, is the last of a stretch of {@value #PERCENT} per cent. */
  public boolean endsStretch(long step) {
    long stretches = 100 / PERCENT;
    return step * stretches / steps != (step - 1) * stretches / steps;
  }

  /** Whether something should be shown after this step. */
  public boolean due(long step) {
    return endsStretch(step) || (streams.terminal() && System.nanoTime() - shownAt >= PAUSE_NANOS);
  }

  /** Shows a text without line breaks. */
  public void show(String text) {
    shownAt = System.nanoTime();
    if (!streams.terminal()) {
      streams.err().println(text);
      return;
    }
    streams.err().print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
    streams.err().flush();
    shownLength = text.length();
  }

  /** Ends the line that is being rewritten. */
  public void end() {
    if (shownLength > 0) {
      streams.err().println();
      shownLength = 0;
    }
  }
}
