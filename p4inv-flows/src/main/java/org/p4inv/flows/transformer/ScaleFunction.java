package org.p4inv.flows.transformer;

import org.p4inv.flows.config.Config;

/**
 * How a scale follows from the raw number r of a conditioner: a function a(r), the logarithm of the
 * scale, with a(0) = 0.
 *
 * <p>What bounds a bounds how far one layer can stretch: see {@link TanhScale}, {@link
 * ClampedScale} and {@link SoftplusScale}. Immutable.
 */
public interface ScaleFunction {

  /**
   * a_i = a(r_i), i below n.
   *
   * @param r of which the first n numbers are read. Not modified.
   * @param a first n numbers overwritten; another array than r
   */
  void logScales(int n, float[] r, float[] a);

  /**
   * The pullback: bar_i = a'(r_i) bar_i, i below n.
   *
   * @param r as in the last {@link #logScales}. Not modified.
   * @param a its result, of which the first n numbers may be overwritten
   * @param bar first n numbers: dL/da at entry, dL/dr at return
   */
  void pullback(int n, float[] r, float[] a, float[] bar);

  /** The description that a model file keeps: {@code type} and its settings. */
  Config config();

  /**
   * The function that {@link #config} described.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  static ScaleFunction read(Config config) {
    String type = config.text("type");
    return switch (type) {
      case "tanh" -> new TanhScale(config.number("bound"));
      case "clamp" -> new ClampedScale(config.number("bound"));
      case "softplus" -> new SoftplusScale();
      default ->
          throw new IllegalArgumentException(
              "scale type must be tanh, clamp or softplus, got '" + type + "'");
    };
  }
}
