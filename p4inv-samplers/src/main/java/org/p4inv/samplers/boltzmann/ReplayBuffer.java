package org.p4inv.samplers.boltzmann;

import java.util.Arrays;

/**
 * A ring of the latest weighted points, drawn from with probabilities proportional to their
 * weights, which may change at any time.
 *
 * <p>The weights w are of a target g / q of a flow q that is being trained: when ln q at a point is
 * known anew, its log-weight changes by the difference. They stand in a tree of sums, so that a
 * draw and a change cost O(log capacity); adding points costs a pass over all. For one thread at a
 * time; many threads may draw while none changes it.
 */
public final class ReplayBuffer {
  /** Far beyond any weight that counts, and far enough below overflow to be added up. */
  private static final double MOST = 600;

  /** A sum of weights below this has lost the small ones: it needs a new scale. */
  private static final double LEAST_SUM = 1e-200;

  private final int dimension;
  private final int capacity;
  private final float[] points;
  private final double[] logWeights;
  private final double[] logDensity;

  /** Node k has the sum of its children 2k and 2k + 1; the leaves are the weights. */
  private final double[] tree;

  private final int firstLeaf;
  private double shift;
  private int size;
  private int next;

  /**
   * An empty buffer.
   *
   * @param dimension d of the points, at least 1
   * @param capacity points that it keeps, 1 to 2^24
   */
  public ReplayBuffer(int dimension, int capacity) {
    if (dimension < 1) {
      throw new IllegalArgumentException("`dimension` must be at least 1, got " + dimension);
    }
    if (capacity < 1 || capacity > 1 << 24) {
      throw new IllegalArgumentException("`capacity` must be in 1 to 2^24, got " + capacity);
    }
    this.dimension = dimension;
    this.capacity = capacity;
    this.points = new float[Math.multiplyExact(dimension, capacity)];
    this.logWeights = new double[capacity];
    this.logDensity = new double[capacity];
    this.firstLeaf = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
    this.tree = new double[2 * firstLeaf];
    Arrays.fill(logWeights, Double.NEGATIVE_INFINITY);
  }

  /** The points that it holds. */
  public int size() {
    return size;
  }

  /** The dimension d of a point. */
  public int dimension() {
    return dimension;
  }

  /** The log-weight of a point, 0 to size - 1; the oldest points are overwritten in order. */
  public double logWeight(int row) {
    return logWeights[row];
  }

  /** ln q of a point as it was last known. */
  public double logDensity(int row) {
    return logDensity[row];
  }

  /** Coordinate j of a point. */
  public float coordinate(int row, int j) {
    return points[row * dimension + j];
  }

  /**
   * Adds points, in place of the oldest where there is no room. Those with numbers that are not
   * finite, or of a weight of 0, are passed over.
   *
   * @param newPoints {@code [n x d]}. Not modified.
   * @param newLogWeights length n. Not modified.
   * @param newLogDensity ln q of the points, length n. Not modified.
   */
  public void add(float[] newPoints, double[] newLogWeights, double[] newLogDensity) {
    int n = newLogWeights.length;
    if (newPoints.length != (long) n * dimension || newLogDensity.length != n) {
      throw new IllegalArgumentException(
          "`newPoints` and `newLogDensity` must have lengths n d and n, n = "
              + n
              + ", d = "
              + dimension
              + ", got "
              + newPoints.length
              + " and "
              + newLogDensity.length);
    }
    for (int i = 0; i < n; i++) {
      if (Double.isFinite(newLogWeights[i]) && Double.isFinite(newLogDensity[i])) {
        System.arraycopy(newPoints, i * dimension, points, next * dimension, dimension);
        logWeights[next] = newLogWeights[i];
        logDensity[next] = newLogDensity[i];
        next = (next + 1) % capacity;
        size = Math.min(capacity, size + 1);
      }
    }
    rebuild();
  }

  private void rebuild() {
    shift = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      shift = Math.max(shift, logWeights[i]);
    }
    for (int i = 0; i < size; i++) {
      tree[firstLeaf + i] = weight(i);
    }
    for (int node = firstLeaf - 1; node > 0; node--) {
      tree[node] = tree[2 * node] + tree[2 * node + 1];
    }
  }

  private double weight(int row) {
    double log = logWeights[row] - shift;
    return log > Double.NEGATIVE_INFINITY ? StrictMath.exp(Math.min(log, MOST)) : 0;
  }

  /**
   * Says what ln q of a point is now: its log-weight falls by as much as ln q has grown. A point
   * whose ln q is not finite is never drawn again.
   */
  void know(int row, double newLogDensity) {
    logWeights[row] =
        Double.isFinite(newLogDensity)
            ? logWeights[row] + logDensity[row] - newLogDensity
            : Double.NEGATIVE_INFINITY;
    logDensity[row] = newLogDensity;
    int node = firstLeaf + row;
    tree[node] = weight(row);
    for (node /= 2; node > 0; node /= 2) {
      tree[node] = tree[2 * node] + tree[2 * node + 1];
    }
  }

  /** Makes ready to draw, once weights have changed; returns whether there is a point to draw. */
  boolean canDraw() {
    if (tree[1] < LEAST_SUM) {
      rebuild();
    }
    return tree[1] > 0;
  }

  /**
   * The point at a place along the weights.
   *
   * @param uniform in 0 to 1
   */
  int draw(double uniform) {
    double place = uniform * tree[1];
    int node = 1;
    while (node < firstLeaf) {
      node *= 2;
      // Rounding may lead past the last weight: to its left then.
      if (place >= tree[node] && tree[node + 1] > 0) {
        place -= tree[node];
        node++;
      }
    }
    return node - firstLeaf;
  }
}
