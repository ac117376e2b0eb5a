package org.p4inv.flows.check;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.flows.bijection.Direction;

/**
 * The points of a batch do not see each other: when one of them is replaced by another, the images
 * and log-dets of all others keep their bits.
 */
final class Independence {
  private static final int REPLACED = 17;

  private Independence() {}

  static List<Finding> check(Subject subject) {
    Worst worst = new Worst();
    for (Direction direction : Direction.values()) {
      float[] in = subject.input(direction);
      float[] replaced = in.clone();
      for (int i = REPLACED; i < in.length; i += LANES) {
        replaced[i] = in[i - REPLACED];
      }
      Subject.Image expected = subject.map(direction, in);
      Subject.Image actual = subject.map(direction, replaced);
      for (int i = 0; i < in.length; i++) {
        int lane = i % LANES;
        if (lane != REPLACED) {
          double leak =
              Math.abs((double) actual.tile()[i] - expected.tile()[i])
                  + Math.abs(actual.logDet()[lane] - expected.logDet()[lane]);
          worst.add(leak, "point " + lane + ", " + Subject.name(direction));
        }
      }
    }
    return List.of(Finding.of("independence of points", worst.value(), 0, worst.where()));
  }
}
