package org.p4inv.flows.bijection;

import org.p4inv.core.parallel.Workers;

/**
 * The two flat vectors of a flow, handed out slice by slice to its bijections in the order in which
 * they are bound: all trainable parameters in one {@code float[]}, all frozen numbers in one {@code
 * double[]}.
 */
public final class Storage {
  private final float[] parameters;
  private final double[] frozen;
  private final Workers workers;
  private int parametersTaken;
  private int frozenTaken;

  /** Storage on arrays that {@code bijection} fills exactly; the arrays are used, not copied. */
  public Storage(Bijection bijection, float[] parameters, double[] frozen) {
    this(bijection, parameters, frozen, Workers.serial());
  }

  /** The same, with workers for layers whose derived values take long. */
  public Storage(Bijection bijection, float[] parameters, double[] frozen, Workers workers) {
    requireLength("parameters", parameters.length, bijection.parameterCount());
    requireLength("frozen", frozen.length, bijection.frozenCount());
    this.parameters = parameters;
    this.frozen = frozen;
    this.workers = workers;
  }

  private static void requireLength(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + " must have the length of the bijection, " + expected + ", got " + actual);
    }
  }

  /** Who brings derived values up to date, between the maps. */
  public Workers workers() {
    return workers;
  }

  /** The next slice. */
  public Slice take(Bijection bijection) {
    Slice slice = new Slice(parameters, parametersTaken, frozen, frozenTaken);
    parametersTaken += bijection.parameterCount();
    frozenTaken += bijection.frozenCount();
    return slice;
  }

  /**
   * Where the numbers of one bijection begin.
   *
   * @param parameters the flat vector of trainable parameters
   * @param parametersAt position of the first parameter
   * @param frozen the flat vector of frozen numbers
   * @param frozenAt position of the first frozen number
   */
  public record Slice(float[] parameters, int parametersAt, double[] frozen, int frozenAt) {}
}
