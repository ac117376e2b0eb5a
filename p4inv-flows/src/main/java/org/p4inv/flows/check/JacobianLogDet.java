package org.p4inv.flows.check;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.p4inv.core.linalg.Lu;
import org.p4inv.flows.bijection.Direction;

/**
 * The log-det of each direction is that of its numerical Jacobian, in nat. Cost: 8 d maps of a
 * tile, and an LU decomposition for each of a few points.
 */
final class JacobianLogDet {
  private static final String CHECK = "log-det against the Jacobian, ";

  /** Above this dimension the Jacobian would take longer than a start of a service should. */
  private static final int LARGEST = 128;

  /** For all coordinates together; errors of the columns add like those of a random walk. */
  private static final double LIMIT = 0.02;

  /** Two steps must agree this well for a point to be compared. */
  private static final double AGREEMENT = 0.01;

  /** Work of all decompositions, in multiply-adds. */
  private static final double WORK = 5e6;

  private JacobianLogDet() {}

  static List<Finding> check(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      findings.add(check(subject, direction));
    }
    return findings;
  }

  private static Finding check(Subject subject, Direction direction) {
    int d = subject.dimension();
    String check = CHECK + Subject.name(direction);
    double limit = LIMIT * Math.sqrt(d);
    if (d > LARGEST) {
      return Finding.notCompared(check, limit, "the dimension is above " + LARGEST + ": " + d);
    }
    int points = (int) Math.max(4, Math.min(LANES, WORK / Math.pow(d, 3)));
    double[][] fine = new double[points][d * d];
    double[][] coarse = new double[points][d * d];
    fillJacobians(subject, direction, fine, coarse);
    double[] logDet = subject.map(direction, subject.input(direction)).logDet();
    double[] deviations = new double[points];
    int compared = 0;
    Lu lu = new Lu(d);
    for (int lane = 0; lane < points; lane++) {
      double expected = lu.decompose(fine[lane], 0).logAbsDet();
      double other = lu.decompose(coarse[lane], 0).logAbsDet();
      if (Math.abs(expected - other) <= AGREEMENT * Math.sqrt(d)) {
        deviations[compared] = Math.abs(logDet[lane] - expected);
        compared++;
      }
    }
    return Finding.ofMost(check, deviations, compared, limit);
  }

  private static void fillJacobians(
      Subject subject, Direction direction, double[][] fine, double[][] coarse) {
    int d = subject.dimension();
    float[] in = subject.input(direction);
    float[] spread = Differences.spread(in);
    Differences differences = new Differences(subject, direction);
    float[] shift = new float[in.length];
    for (int j = 0; j < d; j++) {
      Arrays.fill(shift, 0f);
      Arrays.fill(shift, j * LANES, (j + 1) * LANES, spread[j]);
      float[] fineColumn = differences.fine(shift).tile();
      float[] coarseColumn = differences.coarse(shift).tile();
      for (int i = 0; i < d; i++) {
        for (int lane = 0; lane < fine.length; lane++) {
          fine[lane][i * d + j] = fineColumn[i * LANES + lane] / spread[j];
          coarse[lane][i * d + j] = coarseColumn[i * LANES + lane] / spread[j];
        }
      }
    }
  }
}
