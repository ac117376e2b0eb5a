package org.p4inv.flows.transformer;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.math.FloatMath;
import org.p4inv.flows.config.Config;

/**
 * Scales that grow linearly and not exponentially: e^a = f + (1 - f) softplus(r + c) / softplus(c),
 * with c = ln(e - 1) and a floor f = 2^-10.
 *
 * <p>softplus(c) is 1 but for its rounding, by which the quotient is corrected: a is 0 at r = 0 to
 * the bit. The floor keeps the scales of the inverse below 1024. a' = (1 - f) sigmoid(r + c) /
 * (softplus(c) e^a).
 */
public final class SoftplusScale implements ScaleFunction {
  private static final Kernels K = Kernels.active();

  /** A power of two, so that f + (1 - f) is 1 without rounding. */
  private static final float FLOOR = 0x1p-10f;

  /** ln(e - 1). */
  private static final float CENTRE = 0.541324855f;

  private static final float AT_CENTRE = FloatMath.softplus(CENTRE);

  @Override
  public void logScales(int n, float[] r, float[] a) {
    for (int i = 0; i < n; i++) {
      a[i] = -Math.abs(r[i] + CENTRE);
    }
    K.exp(a, 0, a, 0, n);
    for (int i = 0; i < n; i++) {
      float quotient = FloatMath.softplus(r[i] + CENTRE, a[i]) / AT_CENTRE;
      a[i] = FLOOR + (1f - FLOOR) * quotient;
    }
    K.log(a, 0, a, 0, n);
  }

  @Override
  public void pullback(int n, float[] r, float[] a, float[] bar) {
    for (int i = 0; i < n; i++) {
      a[i] = -a[i];
    }
    K.exp(a, 0, a, 0, n);
    for (int i = 0; i < n; i++) {
      bar[i] *= (1f - FLOOR) / AT_CENTRE * a[i];
    }
    for (int i = 0; i < n; i++) {
      a[i] = -(r[i] + CENTRE);
    }
    K.exp(a, 0, a, 0, n);
    for (int i = 0; i < n; i++) {
      bar[i] /= 1f + a[i];
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "softplus");
  }
}
