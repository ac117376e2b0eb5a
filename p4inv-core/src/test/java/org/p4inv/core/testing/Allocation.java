package org.p4inv.core.testing;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Bytes that code allocates in its steady state, by the JVM's counter of each thread.
 *
 * <p>Interpreted and half compiled code allocates what compiled code does not (boxed vectors), and
 * when the compiler is done cannot be known. So the code runs in rounds until several in a row have
 * allocated nothing at all, and fails when a bounded number of rounds did not get there.
 */
public final class Allocation {
  private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int RUNS = 1000;
  private static final int MAX_ROUNDS = 150;
  private static final int ROUNDS_IN_A_ROW = 5;

  private Allocation() {}

  /**
   * Fails when the code does not come to allocate nothing.
   *
   * @param others threads that work for the code, which must not allocate either
   */
  public static void none(String name, Runnable code, Thread... others) {
    int clean = 0;
    long bytes = 0;
    for (int round = 0; round < MAX_ROUNDS && clean < ROUNDS_IN_A_ROW; round++) {
      bytes = ofOneRound(code, others);
      clean = bytes == 0 ? clean + 1 : 0;
    }
    if (clean < ROUNDS_IN_A_ROW) {
      fail(name + ": expected 0 bytes, the last " + RUNS + " runs allocated " + bytes);
    }
  }

  private static long ofOneRound(Runnable code, Thread... others) {
    long othersBefore = sum(others);
    long before = BEAN.getCurrentThreadAllocatedBytes();
    for (int run = 0; run < RUNS; run++) {
      code.run();
    }
    long own = BEAN.getCurrentThreadAllocatedBytes() - before;
    return own + sum(others) - othersBefore;
  }

  private static long sum(Thread... threads) {
    long sum = 0;
    for (Thread thread : threads) {
      sum += BEAN.getThreadAllocatedBytes(thread.getId());
    }
    return sum;
  }
}
