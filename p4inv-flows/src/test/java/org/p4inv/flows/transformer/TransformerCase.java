package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Random;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Digest;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Workspace;

/**
 * A transformer under examination on n coordinates, with normal parameters: at 0 it is the identity
 * and tests nothing.
 *
 * <p>The coordinates stand behind a row that is not theirs and before another one, x and y at
 * different positions, so that a map that reads or writes elsewhere is found out.
 *
 * @param name in test reports
 * @param transformer the family of maps
 * @param n coordinates
 */
public record TransformerCase(String name, Transformer transformer, int n) {
  private static final long SEED = 60;

  /** Points keep this distance from the ends of an interval, so that they can be shifted. */
  private static final double MARGIN = 0.05;

  /** Where the inputs of a map begin, and its outputs, in arrays of {@link #row} floats. */
  static final int IN_AT = LANES;

  static final int OUT_AT = 2 * LANES;

  private static final float GUARD = 777f;

  /** What a map returns. */
  record Image(float[] row, double[] logDet) {
    /** Number i of the n features. */
    float at(int i) {
      return row[OUT_AT + i];
    }
  }

  /** The numbers of all coordinates. */
  int size() {
    return n * LANES;
  }

  /** An array for the coordinates, filled with a number that none of them has. */
  float[] row() {
    float[] row = new float[(n + 3) * LANES];
    Arrays.fill(row, GUARD);
    return row;
  }

  /** Whether all but the n features from {@code at} on is as {@link #row} left it. */
  boolean guardsAreIntact(float[] row, int at) {
    for (int i = 0; i < row.length; i++) {
      if ((i < at || i >= at + size()) && row[i] != GUARD) {
        return false;
      }
    }
    return true;
  }

  /** A row of points of the domain: normal, or uniform in what is bounded. */
  float[] points(long seed) {
    Interval domain = transformer.domain();
    float[] row = row();
    RandomStream random = new RandomStream(SEED + seed, Domain.APPLICATION);
    random.gaussian(row, IN_AT, size());
    if (domain.equals(Interval.REAL)) {
      return row;
    }
    double margin = domain.circular() ? 0 : MARGIN;
    Random uniform = new Random(SEED + seed);
    for (int i = 0; i < size(); i++) {
      double low = domain.low() + margin;
      row[IN_AT + i] = (float) (low + uniform.nextDouble() * (domain.high() - margin - low));
    }
    return row;
  }

  /** Normal parameters of all coordinates. */
  float[] parameters(long seed) {
    return gaussian(seed, size() * transformer.parameterCount());
  }

  /** Normal numbers, for the cotangents of outputs; they stand where the outputs stand. */
  float[] cotangents(long seed) {
    float[] row = row();
    System.arraycopy(gaussian(seed, size()), 0, row, OUT_AT, size());
    return row;
  }

  /** 64 normal numbers, for the cotangents of log-dets. */
  double[] lanes(long seed) {
    float[] values = gaussian(seed, LANES);
    double[] lanes = new double[LANES];
    Arrays.setAll(lanes, i -> values[i]);
    return lanes;
  }

  private static float[] gaussian(long seed, int count) {
    float[] values = new float[count];
    new RandomStream(SEED + seed, Domain.APPLICATION).gaussian(values, 0, count);
    return values;
  }

  /** One direction on given arrays. */
  void map(Direction direction, float[] in, float[] h, float[] out, double[] logDet, Workspace s) {
    if (direction == Direction.FORWARD) {
      transformer.forward(n, in, IN_AT, h, out, OUT_AT, logDet, s);
    } else {
      transformer.inverse(n, in, IN_AT, h, out, OUT_AT, logDet, s);
    }
  }

  /** The pullback of one direction on given arrays. */
  void pullback(
      Direction direction,
      float[] in,
      float[] h,
      float[] out,
      float[] outBar,
      double[] logDetBar,
      float[] inBar,
      float[] hBar,
      Workspace s) {
    if (direction == Direction.FORWARD) {
      transformer.forwardPullback(n, in, IN_AT, h, out, OUT_AT, outBar, logDetBar, inBar, hBar, s);
    } else {
      transformer.inversePullback(n, in, IN_AT, h, out, OUT_AT, outBar, logDetBar, inBar, hBar, s);
    }
  }

  /** The image of a row of points. */
  Image map(Direction direction, float[] in, float[] h) {
    float[] out = row();
    double[] logDet = new double[LANES];
    map(direction, in, h, out, logDet, transformer.workspace(n));
    return new Image(out, logDet);
  }

  /** The digest of images, log-dets and cotangents, in both directions. */
  byte[] digest() {
    Digest digest = new Digest();
    float[] h = parameters(30);
    Workspace s = transformer.workspace(n);
    for (Direction direction : Direction.values()) {
      float[] in = points(31);
      float[] out = row();
      float[] inBar = row();
      float[] hBar = new float[h.length];
      double[] logDet = new double[LANES];
      map(direction, in, h, out, logDet, s);
      pullback(direction, in, h, out, cotangents(32), lanes(33), inBar, hBar, s);
      digest.add(out).add(logDet).add(inBar).add(hBar);
    }
    return digest.bytes();
  }

  /** An image as a row of inputs for the opposite direction. */
  float[] asInputs(Image image) {
    float[] row = row();
    System.arraycopy(image.row, OUT_AT, row, IN_AT, size());
    return row;
  }

  /** b - a, on a circle the shorter way round. */
  double difference(double a, double b) {
    Interval domain = transformer.domain();
    double difference = b - a;
    double period = domain.high() - domain.low();
    return domain.circular() ? difference - period * Math.rint(difference / period) : difference;
  }

  /** A row of points whose feature j is shifted in every lane; on a circle it goes round. */
  float[] shifted(float[] points, int j, float shift) {
    Interval domain = transformer.domain();
    float[] row = points.clone();
    for (int i = IN_AT + j * LANES; i < IN_AT + (j + 1) * LANES; i++) {
      double moved = (double) row[i] + shift;
      double period = domain.high() - domain.low();
      if (domain.circular() && moved < domain.low()) {
        moved += period;
      } else if (domain.circular() && moved >= domain.high()) {
        moved -= period;
      }
      row[i] = (float) moved;
    }
    return row;
  }

  @Override
  public String toString() {
    return name;
  }
}
