package org.p4inv.bench.compare;

import org.p4inv.bench.cases.Case;

/**
 * How long an operation took.
 *
 * @param secondsPerOperation the mean
 * @param operations how many there were
 */
public record Timing(double secondsPerOperation, long operations) {
  private static final int LEAST_OPERATIONS = 3;

  /** A window of the warm-up, in seconds. */
  private static final double WINDOW = 0.4;

  /** What a window must be faster by to count as progress. */
  private static final double PROGRESS = 0.97;

  private static final int WINDOWS_WITHOUT_PROGRESS = 3;

  /** Repeats a case for about that long, at least {@value #LEAST_OPERATIONS} times. */
  static Timing of(Case operation, double seconds) {
    long start = System.nanoTime();
    long operations = 0;
    double elapsed;
    do {
      operation.run();
      operations++;
      elapsed = (System.nanoTime() - start) * 1e-9;
    } while (elapsed < seconds || operations < LEAST_OPERATIONS);
    return new Timing(elapsed / operations, operations);
  }

  /**
   * Repeats a case until it gets no faster, which is when the compiler is done with it: until
   * {@value #WINDOWS_WITHOUT_PROGRESS} windows in a row have brought nothing.
   *
   * @param most the longest that this may take, in seconds
   */
  static void warmUp(Case operation, double most) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    int stale = 0;
    do {
      double seconds = of(operation, Math.min(WINDOW, most)).secondsPerOperation();
      stale = seconds < PROGRESS * best ? 0 : stale + 1;
      best = Math.min(best, seconds);
    } while (stale < WINDOWS_WITHOUT_PROGRESS && (System.nanoTime() - start) * 1e-9 < most);
  }
}
