package org.p4inv.flows.bijection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.p4inv.core.parallel.Workers;

/**
 * The two flat vectors of a flow, handed out slice by slice to its parts in the order in which they
 * are bound: all trainable parameters in one {@code float[]}, all frozen numbers in one {@code
 * double[]}.
 */
public final class Storage {
  private final float[] parameters;
  private final double[] frozen;
  private final Workers workers;
  private final List<Parametric> owners = new ArrayList<>();
  private int parametersTaken;
  private int frozenTaken;

  /**
   * Storage on arrays that {@code owners} fill exactly, in this order; the arrays are used, not
   * copied.
   *
   * @param workers for layers whose derived values take long
   */
  public Storage(float[] parameters, double[] frozen, Workers workers, Parametric... owners) {
    requireLength("parameters", parameters.length, parameterCount(owners));
    requireLength("frozen", frozen.length, frozenCount(owners));
    this.parameters = parameters;
    this.frozen = frozen;
    this.workers = workers;
  }

  /** The same, all work done by the calling thread. */
  public Storage(float[] parameters, double[] frozen, Parametric... owners) {
    this(parameters, frozen, Workers.serial(), owners);
  }

  /** The trainable floats of all owners. */
  public static int parameterCount(Parametric... owners) {
    return Arrays.stream(owners).mapToInt(Parametric::parameterCount).reduce(0, Math::addExact);
  }

  /** The frozen doubles of all owners. */
  public static int frozenCount(Parametric... owners) {
    return Arrays.stream(owners).mapToInt(Parametric::frozenCount).reduce(0, Math::addExact);
  }

  private static void requireLength(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + " must have the length of all owners, " + expected + ", got " + actual);
    }
  }

  /** Who brings derived values up to date, between the maps. */
  public Workers workers() {
    return workers;
  }

  /**
   * The next slice.
   *
   * @throws IllegalArgumentException if less is left than the owner counts
   */
  public Slice take(Parametric owner) {
    Slice slice = new Slice(parameters, parametersTaken, frozen, frozenTaken);
    parametersTaken =
        taken("parameters", parametersTaken, owner.parameterCount(), parameters.length);
    frozenTaken = taken("frozen", frozenTaken, owner.frozenCount(), frozen.length);
    owners.add(owner);
    return slice;
  }

  private static int taken(String name, int before, int count, int length) {
    if (count < 0 || count > length - before) {
      throw new IllegalArgumentException(
          "a slice of "
              + name
              + " must have a length of 0 to "
              + (length - before)
              + ", got "
              + count);
    }
    return before + count;
  }

  /** Who took slices so far, in this order. */
  public List<Parametric> owners() {
    return List.copyOf(owners);
  }

  /**
   * Where the numbers of one owner begin.
   *
   * @param parameters the flat vector of trainable parameters
   * @param parametersAt position of the first parameter
   * @param frozen the flat vector of frozen numbers
   * @param frozenAt position of the first frozen number
   */
  public record Slice(float[] parameters, int parametersAt, double[] frozen, int frozenAt) {}
}
