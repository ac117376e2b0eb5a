package org.p4inv.core.kernel;

import java.util.List;

/**
 * One call of an operation of {@link Kernels}: its inputs, where it writes, what must come out.
 *
 * @param operation the name of the method
 * @param label sizes and layout, for messages
 * @param inputs what the call reads and must leave as it is
 * @param output what the output holds before the call
 * @param call the call, with the output as its last argument
 * @param bits the result in the documented order of operations, which every provider must give
 * @param value the result by plain double precision
 * @param tolerance how far the result may be from {@code value}
 */
record KernelCase(
    String operation,
    String label,
    List<Slice> inputs,
    Slice output,
    Call call,
    double[] bits,
    double[] value,
    double[] tolerance) {

  /** The call under test. */
  @FunctionalInterface
  interface Call {
    void run(Kernels kernels, Slice output);
  }
}
