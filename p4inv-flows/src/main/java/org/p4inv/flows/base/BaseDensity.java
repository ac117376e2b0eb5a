package org.p4inv.flows.base;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.config.Config;

/** A probability density on R^d that is easy to sample and to evaluate: where a flow starts. */
public interface BaseDensity {

  /** The dimension d. */
  int dimension();

  /** Draws 64 points into a tile, {@code [d x 64]}, all numbers from {@code random} in order. */
  void sample(RandomStream random, float[] z);

  /** Adds ln p(z) of each point of a tile to {@code logDensity}, length 64. */
  void addLogDensity(float[] z, double[] logDensity);

  /**
   * The pullback of {@link #addLogDensity}: adds to dL/dz.
   *
   * @param logDensityBar dL/dlogDensity, length 64. Not modified.
   * @param zBar tile, updated
   */
  void addLogDensityPullback(float[] z, double[] logDensityBar, float[] zBar);

  /** The description that a model file keeps. */
  Config config();
}
