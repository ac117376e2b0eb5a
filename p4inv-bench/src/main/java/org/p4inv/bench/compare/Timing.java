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

  /** More than one interval between merges. */
  private static final int LEAST_WARM_OPERATIONS = 12;

  private static final int MOST_WARMUPS = 4;

  /** Repeats a case for about that long, at least {@value #LEAST_OPERATIONS} times. */
  static Timing of(Case operation, double seconds) {
    return repeat(operation, seconds, LEAST_OPERATIONS, Double.POSITIVE_INFINITY);
  }

  /**
   * Repeats a case until the compiler has seen enough of it: {@value #LEAST_WARM_OPERATIONS} times
   * or more, unless that takes {@value #MOST_WARMUPS} times as long as was asked for.
   */
  static void warmUp(Case operation, double seconds) {
    repeat(operation, seconds, LEAST_WARM_OPERATIONS, MOST_WARMUPS * seconds);
  }

  private static Timing repeat(Case operation, double seconds, int least, double most) {
    long start = System.nanoTime();
    long operations = 0;
    double elapsed;
    do {
      operation.run();
      operations++;
      elapsed = (System.nanoTime() - start) * 1e-9;
    } while (elapsed < seconds || (operations < least && elapsed < most));
    return new Timing(elapsed / operations, operations);
  }
}
