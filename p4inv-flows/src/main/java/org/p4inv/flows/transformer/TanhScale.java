package org.p4inv.flows.transformer;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.config.Config;

/**
 * Scales between e^-B and e^B that saturate smoothly: a = B tanh(r / B).
 *
 * <p>a' = 1 - (a / B)^2, which is 1 at r = 0 for every bound B. With B = 1 couplings are gentle,
 * and leave density between modes (docs/decisions/004).
 */
public final class TanhScale implements ScaleFunction {
  private static final Kernels K = Kernels.active();

  private final double given;
  private final float bound;
  private final float reciprocal;

  /** Scales between 1/e and e. */
  public TanhScale() {
    this(1);
  }

  /**
   * Scales between e^-bound and e^bound.
   *
   * @param bound 0.001 to 80
   */
  public TanhScale(double bound) {
    this.given = bound;
    this.bound = checked(bound);
    this.reciprocal = 1f / this.bound;
  }

  /** The bound as a float, of which e^bound and e^-bound are floats too. */
  static float checked(double bound) {
    if (!(bound >= 0.001 && bound <= 80)) {
      throw new IllegalArgumentException("bound must be from 0.001 to 80, got " + bound);
    }
    return (float) bound;
  }

  @Override
  public void logScales(int n, float[] r, float[] a) {
    if (bound == 1f) {
      K.tanh(r, 0, a, 0, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      a[i] = r[i] * reciprocal;
    }
    K.tanh(a, 0, a, 0, n);
    for (int i = 0; i < n; i++) {
      a[i] *= bound;
    }
  }

  @Override
  public void pullback(int n, float[] r, float[] a, float[] bar) {
    for (int i = 0; i < n; i++) {
      float tanh = a[i] * reciprocal;
      bar[i] *= 1f - tanh * tanh;
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "tanh").with("bound", given);
  }
}
