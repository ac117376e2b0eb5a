package org.p4inv.bench.baseline;

import org.p4inv.core.p4.Merge;
import org.p4inv.core.p4.Perturbation;
import org.p4inv.core.random.RandomStream;

/**
 * Numbers that a layer derives from its parameters, brought up to date at each {@link #prepare}.
 *
 * <p>The engine attaches derived numbers to the weights of a layer as a {@link Perturbation}. This
 * is one that perturbs nothing: there is no frozen state, a merge has nothing to move, and there is
 * no penalty.
 */
abstract class Derived implements Perturbation {
  private final int at;

  /** For a layer whose parameters begin at {@code at}. */
  Derived(int at) {
    this.at = at;
  }

  @Override
  public final void refresh() {
    prepare();
  }

  @Override
  public final Merge merge(RandomStream random) {
    return Merge.MERGED;
  }

  @Override
  public final void reset(RandomStream random) {}

  @Override
  public final Merge sane() {
    return Merge.MERGED;
  }

  @Override
  public final double residual() {
    return 0;
  }

  @Override
  public final double addPenalty(double weight, float[] gradient) {
    return 0;
  }

  @Override
  public final int freshFrom() {
    return at;
  }

  @Override
  public final int freshTo() {
    return at;
  }
}
