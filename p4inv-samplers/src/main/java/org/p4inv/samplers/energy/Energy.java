package org.p4inv.samplers.energy;

import java.util.Map;

/**
 * A reduced energy u(x) on R^d with its gradient: the target density is exp(-u(x)) / Z.
 *
 * <p>Energies are in kT. They are evaluated on tiles of 64 points (see {@link
 * org.p4inv.core.kernel.Tile}), computed in double precision from the float coordinates as they
 * are. For every finite x, u(x) is finite or +infinity (a density of zero), never NaN and never
 * -infinity, and no component of the gradient is NaN; one beyond the range of float is infinite.
 * Where u is +infinity the gradient carries no information.
 *
 * <p>An energy is immutable and may be used by many threads at once. Written for people who add an
 * energy: implement {@link #evaluate} (or start from {@link PointEnergy}), say what is known
 * exactly in {@link #truth}, give it an {@link EnergyProvider}, and a case in the battery of the
 * tests.
 */
public interface Energy {

  /** The name, in kebab case, that reports and files call this energy. */
  String name();

  /** The dimension d, at least 1. */
  int dimension();

  /** The constants this energy was made with, by name, in the order of its documentation. */
  default Map<String, Double> constants() {
    return Map.of();
  }

  /** What is known exactly of exp(-u(x)) / Z; nothing unless said otherwise. */
  default Truth truth() {
    return Truth.UNKNOWN;
  }

  /**
   * Computes u and du/dx at the 64 points of a tile. The lanes do not depend on each other. Nothing
   * is allocated, lengths are not validated, and the arrays are different ones.
   *
   * @param x tile of d features, length d * 64. Not modified.
   * @param energy length 64, overwritten with u in kT
   * @param gradient tile of d features, length d * 64, overwritten with du/dx
   */
  void evaluate(float[] x, double[] energy, float[] gradient);
}
