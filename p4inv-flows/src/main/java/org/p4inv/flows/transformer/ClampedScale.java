package org.p4inv.flows.transformer;

import org.p4inv.flows.config.Config;

/**
 * Scales e^r, cut off at e^-B and e^B: a = min(max(r, -B), B).
 *
 * <p>a' = 1 within the bound and 0 beyond it: a raw number that training has driven out is not
 * pulled back by its own gradient. Where scales reach the bound {@link TanhScale} serves better.
 */
public final class ClampedScale implements ScaleFunction {
  private final double given;
  private final float bound;

  /**
   * Scales between e^-bound and e^bound.
   *
   * @param bound 0.001 to 80
   */
  public ClampedScale(double bound) {
    this.given = bound;
    this.bound = TanhScale.checked(bound);
  }

  @Override
  public void logScales(int n, float[] r, float[] a) {
    for (int i = 0; i < n; i++) {
      a[i] = Math.min(Math.max(r[i], -bound), bound);
    }
  }

  @Override
  public void pullback(int n, float[] r, float[] a, float[] bar) {
    for (int i = 0; i < n; i++) {
      bar[i] = r[i] == a[i] ? bar[i] : 0f;
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "clamp").with("bound", given);
  }
}
