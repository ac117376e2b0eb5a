package org.p4inv.samplers.boltzmann;

/**
 * The inverse temperature at which an energy is trained on, as a function of the step: a flow that
 * starts hot sees all modes before the barriers between them rise.
 */
@FunctionalInterface
public interface Annealing {

  /** The factor of the energy at step {@code step}, counted from 0; 1 is the target itself. */
  double at(long step);

  /** The target itself at every step. */
  static Annealing none() {
    return step -> 1;
  }

  /**
   * From {@code start} at step 0 in equal steps up to 1 at step {@code steps}, and 1 from there on.
   *
   * @param start above 0, at most 1
   * @param steps at least 1
   */
  static Annealing linear(double start, long steps) {
    if (!(start > 0 && start <= 1)) {
      throw new IllegalArgumentException("`start` must be above 0 and at most 1, got " + start);
    }
    if (steps < 1) {
      throw new IllegalArgumentException("`steps` must be at least 1, got " + steps);
    }
    return step -> Math.min(1.0, start + (1 - start) * step / steps);
  }
}
