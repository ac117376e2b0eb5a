package org.p4inv.samplers.chain.temper;

import java.util.Arrays;
import org.p4inv.samplers.chain.Tuning;

/**
 * The way from a start density to a target: rising weights 0 &lt; beta_1 &lt; ... &lt; beta_n = 1,
 * and the tuning of the kernel at each. At level k the density is exp(-(1 - beta_k) u_0 - beta_k
 * u_1). Immutable, as long as the tunings are left alone.
 */
public final class AnnealingPath {
  private final double[] betas;
  private final Tuning[] tunings;

  AnnealingPath(double[] betas, Tuning[] tunings) {
    this.betas = requireRising(betas);
    this.tunings = tunings;
  }

  /**
   * Given weights, with one tuning for all levels.
   *
   * @param betas positive, rising, the last 1; at least one. Not modified.
   */
  public static AnnealingPath of(Tuning tuning, double... betas) {
    Tuning[] tunings = new Tuning[betas.length];
    Arrays.fill(tunings, tuning);
    return new AnnealingPath(betas.clone(), tunings);
  }

  /** The weights k / n, with one tuning for all levels. */
  public static AnnealingPath linear(Tuning tuning, int levels) {
    if (levels < 1) {
      throw new IllegalArgumentException("`levels` must be at least 1, got " + levels);
    }
    double[] betas = new double[levels];
    Arrays.setAll(betas, level -> (level + 1.0) / levels);
    return of(tuning, betas);
  }

  static double[] requireRising(double... betas) {
    double last = 0;
    for (double beta : betas) {
      if (!(beta > last)) {
        throw new IllegalArgumentException(
            "`betas` must rise from above 0, got " + beta + " after " + last);
      }
      last = beta;
    }
    if (last != 1) {
      throw new IllegalArgumentException("`betas` must end with 1, got " + Arrays.toString(betas));
    }
    return betas;
  }

  /** The number of levels n. */
  public int levels() {
    return betas.length;
  }

  /** The weight of the target at a level, 0 to n - 1. */
  public double beta(int level) {
    return betas[level];
  }

  /** How the kernel is tuned at a level. */
  public Tuning tuning(int level) {
    return tunings[level];
  }
}
