package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

/** The image of a tile under one direction of a case, with its log-dets. */
public record Image(float[] tile, double[] logDet) {

  /** The image of {@code in}, with the context of the case. */
  public static Image of(BijectionCase c, Direction direction, float[] in) {
    float[] out = new float[in.length];
    double[] logDet = new double[LANES];
    direction.map(c.bijection(), c.weights(), in, out, logDet, c.workspace());
    return new Image(out, logDet);
  }
}
