package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.flows.train.TilePass;

/** Points drawn from the flow and then held fixed: parameters act through ln q at them alone. */
final class FixedPoints {
  private FixedPoints() {}

  /**
   * Draws x and leaves the pass as after {@link TilePass#inverse} from x and {@link
   * TilePass#addBaseLogDensity}.
   *
   * @param logDensity length 64, overwritten with ln q(x)
   */
  static void draw(TilePass pass, double[] logDensity) {
    pass.sampleBase();
    pass.forward();
    pass.inverse();
    Arrays.fill(logDensity, 0.0);
    pass.addBaseLogDensity(logDensity);
    for (int lane = 0; lane < LANES; lane++) {
      logDensity[lane] += pass.logDet()[lane];
    }
  }
}
