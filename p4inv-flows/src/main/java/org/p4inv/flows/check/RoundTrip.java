package org.p4inv.flows.check;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.flows.bijection.Direction;

/**
 * There and back: f^-1(f(z)) = z and f(f^-1(x)) = x, and the log-dets of the two directions at the
 * same point cancel. Deviations are relative to 1 + |value|.
 */
final class RoundTrip {
  /** Float rounding (6e-8) times a condition of up to 10^4. */
  private static final double LIMIT = 1e-3;

  private RoundTrip() {}

  static List<Finding> check(Subject subject) {
    Worst points = new Worst();
    Worst logDets = new Worst();
    for (Direction direction : Direction.values()) {
      float[] in = subject.input(direction);
      Subject.Image out = subject.map(direction, in);
      Subject.Image back = subject.map(direction.opposite(), out.tile());
      String name = Subject.name(direction);
      for (int i = 0; i < in.length; i++) {
        double deviation = Math.abs((double) back.tile()[i] - in[i]) / (1 + Math.abs(in[i]));
        points.add(deviation, "coordinate " + i / LANES + " of point " + i % LANES + ", " + name);
      }
      for (int lane = 0; lane < LANES; lane++) {
        double sum = out.logDet()[lane] + back.logDet()[lane];
        logDets.add(
            Math.abs(sum) / (1 + Math.abs(out.logDet()[lane])), "point " + lane + ", " + name);
      }
    }
    return List.of(
        Finding.of("round trip", points.value(), LIMIT, points.where()),
        Finding.of("log-det there and back", logDets.value(), LIMIT, logDets.where()));
  }
}
