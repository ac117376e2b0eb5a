package org.p4inv.flows.model;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.function.Executable;

/** Counts the bytes that a call allocates on this thread. */
public final class AllocatedBytes {
  private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /** The bytes, garbage included. */
  public static long during(Executable call) throws Throwable {
    long before = BEAN.getCurrentThreadAllocatedBytes();
    call.execute();
    return BEAN.getCurrentThreadAllocatedBytes() - before;
  }
}
