package org.p4inv.flows.model;

import java.lang.reflect.Method;
import org.junit.jupiter.api.function.Executable;

/**
 * Counts the bytes that a call allocates on this thread.
 *
 * <p>By reflection, so that the tests need no module but {@code java.base} to compile.
 */
final class AllocatedBytes {

  private AllocatedBytes() {}

  static long during(Executable call) throws Throwable {
    long before = now();
    call.execute();
    return now() - before;
  }

  private static long now() throws ReflectiveOperationException {
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method bytes =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    return (long) bytes.invoke(bean);
  }
}
