package org.p4inv.flows.transformer;

import org.p4inv.flows.config.Config;

/** Makes transformers from their descriptions. */
public final class Transformers {
  private Transformers() {}

  /**
   * The transformer that {@link Transformer#config} described.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  public static Transformer read(Config config) {
    String type = config.text("type");
    return switch (type) {
      case "affine" -> new Affine(ScaleFunction.read(config.object("scale")));
      case "circular-spline" -> CircularSpline.read(config);
      case "rational-quadratic-spline" -> RationalQuadraticSpline.read(config);
      case "shift" -> new Shift();
      case "volume-preserving" -> new VolumePreserving(ScaleFunction.read(config.object("scale")));
      default ->
          throw new IllegalArgumentException(
              "transformer type '"
                  + type
                  + "' is unknown; known are [affine, circular-spline, rational-quadratic-spline,"
                  + " shift, volume-preserving]");
    };
  }
}
