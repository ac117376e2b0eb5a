package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.D;
import static org.p4inv.core.kernel.vector.Species.DOUBLES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.p4inv.core.kernel.DoubleLanes;

/**
 * Sums of squares of float rows in double precision.
 *
 * <p>A conversion of the vector API would need float vectors of half the width, and a second width
 * of one element type makes C2 box the vectors of all loops (docs/decisions/003). So floats become
 * doubles by their bits: each long holds two floats, the even lane below and the odd one above;
 * without the sign and shifted by 3, exponent and mantissa stand where a double has them, and the
 * product with 2^896 corrects the bias, also of zeros and subnormals. What is infinite or NaN comes
 * out as at least 2^128: a lane whose sum shows that is computed by itself.
 */
final class Squares {
  private static final long ODD = 0x0FFFFFFFE0000000L;
  private static final double BIAS = 0x1p896;
  private static final double SUSPECT = 0x1p250;

  /** Sums of even lanes and of odd ones, twice; of the thread, allocated once. */
  private static final ThreadLocal<double[]> SUMS =
      ThreadLocal.withInitial(() -> new double[4 * DOUBLES]);

  private Squares() {}

  static void addSquares(int m, double factor, float[] x, int xo, double[] lanes) {
    double[] sums = SUMS.get();
    for (int lane = 0; lane < LANES; lane += 2 * FLOATS) {
      sum(m, x, xo + lane, sums);
      for (int i = 0; i < DOUBLES; i++) {
        int even = lane + 2 * i;
        add(m, factor, x, xo, even, sums[i], lanes);
        add(m, factor, x, xo, even + 1, sums[DOUBLES + i], lanes);
        add(m, factor, x, xo, even + FLOATS, sums[2 * DOUBLES + i], lanes);
        add(m, factor, x, xo, even + FLOATS + 1, sums[3 * DOUBLES + i], lanes);
      }
    }
  }

  private static void add(
      int m, double factor, float[] x, int xo, int lane, double sum, double[] lanes) {
    double squares = sum < SUSPECT ? sum : DoubleLanes.sumOfSquares(m, x, xo + lane);
    lanes[lane] = Math.fma(factor, squares, lanes[lane]);
  }

  private static void sum(int m, float[] x, int xo, double[] sums) {
    DoubleVector even0 = DoubleVector.zero(D);
    DoubleVector odd0 = even0;
    DoubleVector even1 = even0;
    DoubleVector odd1 = even0;
    for (int i = 0; i < m; i++) {
      int at = xo + i * LANES;
      LongVector pairs;
      DoubleVector v;
      pairs = FloatVector.fromArray(F, x, at).reinterpretAsLongs();
      v =
          pairs
              .lanewise(VectorOperators.LSHL, 33)
              .lanewise(VectorOperators.LSHR, 4)
              .reinterpretAsDoubles()
              .mul(BIAS);
      even0 = v.fma(v, even0);
      v = pairs.lanewise(VectorOperators.LSHR, 3).and(ODD).reinterpretAsDoubles().mul(BIAS);
      odd0 = v.fma(v, odd0);
      pairs = FloatVector.fromArray(F, x, at + FLOATS).reinterpretAsLongs();
      v =
          pairs
              .lanewise(VectorOperators.LSHL, 33)
              .lanewise(VectorOperators.LSHR, 4)
              .reinterpretAsDoubles()
              .mul(BIAS);
      even1 = v.fma(v, even1);
      v = pairs.lanewise(VectorOperators.LSHR, 3).and(ODD).reinterpretAsDoubles().mul(BIAS);
      odd1 = v.fma(v, odd1);
    }
    even0.intoArray(sums, 0);
    odd0.intoArray(sums, DOUBLES);
    even1.intoArray(sums, 2 * DOUBLES);
    odd1.intoArray(sums, 3 * DOUBLES);
  }
}
