package org.p4inv.flows.bijection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures the bytes that the current thread allocates, by the counter of the JVM. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP_ROUNDS = 200;
  private static final int CALLS = 500;

  private Allocation() {}

  /**
   * Fails unless the action reaches a steady state without allocation. The JIT compiler removes
   * temporary vectors only in compiled code, so rounds of calls are repeated until one allocates
   * nothing, up to a fixed number of rounds.
   */
  public static void assertNone(String what, Runnable action) {
    long bytes = -1;
    for (int round = 0; round < WARM_UP_ROUNDS && bytes != 0; round++) {
      bytes = allocated(action);
    }
    assertEquals(0, bytes, what + ": bytes allocated in " + CALLS + " calls");
  }

  private static long allocated(Runnable action) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      action.run();
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
