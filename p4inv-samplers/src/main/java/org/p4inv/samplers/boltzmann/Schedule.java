package org.p4inv.samplers.boltzmann;

/**
 * A number as a function of the training step, counted from 0: an inverse temperature that rises, a
 * weight that falls.
 *
 * <p>Annealing is the inverse temperature as a schedule: a flow that starts hot sees all modes
 * before the barriers between them rise.
 */
@FunctionalInterface
public interface Schedule {

  /** The value at step {@code step}. */
  double at(long step);

  /** The same value at every step. */
  static Schedule constant(double value) {
    requireFinite("value", value);
    return step -> value;
  }

  /**
   * From {@code start} at step 0 in equal steps to {@code end} at step {@code steps}, and {@code
   * end} from there on.
   *
   * @param steps at least 1
   */
  static Schedule linear(double start, double end, long steps) {
    requireFinite("start", start);
    requireFinite("end", end);
    if (steps < 1) {
      throw new IllegalArgumentException("`steps` must be at least 1, got " + steps);
    }
    return step -> step >= steps ? end : start + (end - start) * step / steps;
  }

  /**
   * This schedule before step {@code from}, and {@code value} from there on; one after another they
   * make stairs.
   */
  default Schedule then(long from, double value) {
    requireFinite("value", value);
    return step -> step < from ? at(step) : value;
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("`" + name + "` must be finite, got " + value);
    }
  }
}
