package org.p4inv.samplers.energy;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Metastable states of a target: disjoint regions of R^d with names, numbered from 0.
 *
 * <p>The states need not cover the space; a point outside all of them has state {@link #NONE}.
 * Where there are two, their free energy difference is reported as ln(P_1 / P_0), in kT.
 */
public interface States {

  /** The state of a point that is in no state. */
  int NONE = -1;

  /** The names of the states, in the order of their numbers. */
  List<String> names();

  /**
   * The state of one point; allocates nothing.
   *
   * @param points holds coordinate j of the point at {@code offset + j * stride}: stride 1 is a row
   *     of {@code [points x d]}, stride 64 is lane {@code offset} of a tile. Not modified.
   * @return 0 to the number of states - 1, or {@link #NONE}, which is also the answer to NaN
   */
  int stateOf(float[] points, int offset, int stride);

  /**
   * ln P of a state under exp(-u(x)) / Z, where it is known.
   *
   * @param state 0 to the number of states - 1
   * @throws IndexOutOfBoundsException if there is no such state
   */
  OptionalDouble logProbability(int state);
}
