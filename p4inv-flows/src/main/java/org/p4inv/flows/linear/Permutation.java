package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A fixed permutation of the coordinates, y_j = x_p(j); log-det 0, no parameters.
 *
 * <p>Cost: one copy of the tile.
 */
public final class Permutation implements LinearLayer {
  private final int[] source;
  private final int[] target;

  private Permutation(int[] source) {
    int d = source.length;
    if (d < 1) {
      throw new IllegalArgumentException("source must have at least one element, got none");
    }
    this.source = source.clone();
    this.target = new int[d];
    Arrays.fill(target, -1);
    for (int j = 0; j < d; j++) {
      if (source[j] < 0 || source[j] >= d || target[source[j]] >= 0) {
        throw new IllegalArgumentException(
            "source must hold each of 0 to d - 1 = "
                + (d - 1)
                + " once, got "
                + Arrays.toString(source));
      }
      target[source[j]] = j;
    }
  }

  /**
   * The permutation y_j = x_source[j].
   *
   * @param source each of 0 to d - 1 once
   */
  public static Permutation of(int... source) {
    return new Permutation(source);
  }

  /** The coordinates as they are. */
  static Permutation identity(int d) {
    int[] source = new int[d];
    Arrays.setAll(source, j -> j);
    return new Permutation(source);
  }

  /** Moves the first d/2 coordinates behind the others: the channel swap between couplings. */
  public static Permutation swap(int d) {
    int[] source = new int[d];
    for (int j = 0; j < d; j++) {
      source[j] = (j + d / 2) % d;
    }
    return new Permutation(source);
  }

  /** The coordinates in reverse order. */
  public static Permutation reversal(int d) {
    int[] source = new int[d];
    for (int j = 0; j < d; j++) {
      source[j] = d - 1 - j;
    }
    return new Permutation(source);
  }

  /** A uniformly drawn permutation. */
  public static Permutation random(int d, long seed) {
    RandomStream random = new RandomStream(seed, Domain.START);
    int[] source = new int[d];
    for (int j = 0; j < d; j++) {
      int i = random.nextInt(j + 1);
      source[j] = source[i];
      source[i] = j;
    }
    return new Permutation(source);
  }

  @Override
  public int dimension() {
    return source.length;
  }

  @Override
  public Space image(Space domain) {
    return domain.permuted(source);
  }

  @Override
  public Space preimage(Space codomain) {
    return codomain.permuted(target);
  }

  @Override
  public double logAbsDet(Weights w) {
    return 0;
  }

  /** A copy of the numbers that {@link #of} was given. */
  int[] source() {
    return source.clone();
  }

  /** y_j = x_source(j), on tiles. */
  void permute(float[] x, float[] y) {
    copy(source, x, y);
  }

  /** x_source(j) = y_j, on tiles. */
  void permuteBack(float[] y, float[] x) {
    copy(target, y, x);
  }

  /** to_j = from_order(j) */
  private static void copy(int[] order, float[] from, float[] to) {
    for (int j = 0; j < order.length; j++) {
      System.arraycopy(from, order[j] * LANES, to, j * LANES, LANES);
    }
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    copy(source, x, y);
  }

  @Override
  public void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    if (xBar == null) {
      return;
    }
    copy(target, yBar, xBar);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    copy(target, y, x);
  }

  @Override
  public void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    if (yBar == null) {
      return;
    }
    copy(source, xBar, yBar);
  }

  @Override
  public Config config() {
    return Config.of("type", "permutation").with("source", source);
  }

  /** Reads permutations. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "permutation";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return Permutation.of(config.integers("source"));
    }
  }
}
