package org.p4inv.core.p4;

import org.p4inv.core.random.RandomStream;

/**
 * Property-preserving parameter perturbation (P4): frozen state that has a property, and trained
 * parameters that perturb it within the property.
 *
 * <p>Training changes the parameters alone. Every few steps {@link #merge} moves the perturbation
 * into the frozen state and starts a new one from zero. Source: arXiv 2010.07033, section 2.
 *
 * <p>An implementation is a view of a slice of the flat parameter vector and a slice of the frozen
 * numbers of a flow; it holds what it derives from them, and {@link #prepare} or {@link #refresh}
 * brings that up to date.
 */
public interface Perturbation {

  /** Brings what is derived from the parameters up to date, after the parameters changed. */
  void prepare();

  /** Brings everything derived up to date, after the frozen numbers were replaced. */
  void refresh();

  /**
   * Moves the perturbation into the frozen state, if it is sane, and {@link #reset}s it; the map
   * that the two make together stays the same.
   *
   * @return what was done; a refused merge leaves state and parameters as they were, bit for bit
   */
  Merge merge(RandomStream random);

  /** Starts a new perturbation: one that changes nothing, with fresh random directions. */
  void reset(RandomStream random);

  /** What {@link #merge} would say of the present parameters: MERGED, or why it refuses. */
  Merge sane();

  /** How far the frozen state is from its property, computed in full; for checks, not for steps. */
  double residual();

  /**
   * Adds the penalty of a perturbation that leaves its bounds, and its gradient.
   *
   * @param gradient of the whole flat parameter vector, updated
   * @return the penalty; 0 within the bounds
   */
  double addPenalty(double weight, float[] gradient);

  /** First position, in the flat vector, of the parameters that a reset draws anew. */
  int freshFrom();

  /** The position after the last of them. */
  int freshTo();
}
