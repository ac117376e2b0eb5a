package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Tuning;
import org.p4inv.samplers.energy.Energy;

/**
 * The no-U-turn sampler: a leapfrog trajectory that doubles, forward or backward in time at random,
 * until it turns back, and a point of it drawn with the weights exp(-H), H = u(x) + |v|^2 / 2.
 *
 * <p>Doubling k builds a subtree of 2^k points at one end. The subtree is thrown away, and the
 * trajectory has ended, if one of its own balanced subtrees turns or H rises by more than 1000 kT.
 * Else its point (drawn within it with the weights, one after the other) becomes the new point with
 * probability min(1, weight of the subtree / weight of the trajectory before), and the doublings
 * end once the whole turns: with the displacement between its ends in units of the scales, r = (x+
 * - x-) / s, that is where r . v- or r . v+ is not positive. (With constant masses this
 * displacement is the sum of the momenta of the generalised criterion but for half of those at the
 * ends.) As each point of the final trajectory would have built it with the same probability, the
 * target is invariant.
 *
 * <p>The subtree is built in a loop: of the points before, those are kept that begin a balanced
 * subtree which is not yet complete, one for each height. Memory is 11 + 2 (largest depth) tiles.
 *
 * <p>The 64 chains double together; those that have ended wait for the longest. A move costs up to
 * 2^depth - 1 energy calls of each chain, waiting ones included, and acceptance is the mean over
 * the points that a chain has built. Sources: Hoffman and Gelman, The No-U-Turn sampler, 2014;
 * Betancourt, A conceptual introduction to Hamiltonian Monte Carlo, 2017, appendix A; for the loop,
 * Phan, Pradhan and Jankowiak, Composable effects for flexible and accelerated probabilistic
 * programming in NumPyro, arXiv 1912.11554, and Lao and Dillon, Unrolled implementation of
 * no-U-turn sampler, a technical note of TensorFlow Probability.
 */
public final class Nuts implements MarkovKernel {
  private static final int DEEPEST = 20;
  private static final double DIVERGED = 1000;

  /** Weights saturate at e^600, which only chains far from equilibrium meet. */
  private static final double GREATEST_WEIGHT = StrictMath.exp(600);

  // Tiles: the two ends of the trajectory, the moving end of a subtree, its point; what is kept of
  // a subtree for height i stands at KEPT + 2 i: x, then v.
  private static final int BACK = 0;
  private static final int FRONT = 3;
  private static final int MOVING = 6;
  private static final int POINT = 9;
  private static final int KEPT = 11;

  // Arrays of 64.
  private static final int START = 0;
  private static final int DIRECTION = 1;
  private static final int WEIGHT = 2;
  private static final int SUBTREE_WEIGHT = 3;
  private static final int ENERGY = 4;
  private static final int POINT_ENERGY = 5;
  private static final int TOTAL = 6;
  private static final int GROWING = 7;
  private static final int BUILDING = 8;
  private static final int BUILT = 9;
  private static final int AT_FIRST = 10;
  private static final int AT_LAST = 11;

  private final int depth;

  /** Up to 2^10 - 1 leapfrog steps a move. */
  public Nuts() {
    this(10);
  }

  /**
   * A bound of one's own.
   *
   * @param depth the largest number of doublings, 1 to 20
   */
  public Nuts(int depth) {
    if (depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException("`depth` must be in 1 to 20, got " + depth);
    }
    this.depth = depth;
  }

  @Override
  public String name() {
    return "nuts";
  }

  @Override
  public int tiles() {
    return KEPT + 2 * depth;
  }

  @Override
  public int lanes() {
    return 12;
  }

  @Override
  public double acceptanceGoal() {
    return 0.8;
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    begin(chains, random);
    for (int doubling = 0; doubling < depth && any(chains.lane(GROWING)); doubling++) {
      turnToAnEnd(chains, random);
      for (int leaf = 0; leaf < 1 << doubling && any(chains.lane(BUILDING)); leaf++) {
        step(target, chains);
        weigh(chains, random);
        lookBack(chains, leaf);
      }
      join(chains, random);
    }
    for (int lane = 0; lane < LANES; lane++) {
      chains.acceptance()[lane] /= chains.lane(BUILT)[lane];
    }
  }

  /** A trajectory of one point, with fresh velocities. */
  private static void begin(ChainTile chains, RandomStream random) {
    float[] v = chains.tile(BACK + 1);
    random.gaussian(v, 0, v.length);
    System.arraycopy(v, 0, chains.tile(FRONT + 1), 0, v.length);
    for (int end = BACK; end <= FRONT; end += FRONT - BACK) {
      System.arraycopy(chains.x(), 0, chains.tile(end), 0, v.length);
      System.arraycopy(chains.gradient(), 0, chains.tile(end + 2), 0, v.length);
    }
    System.arraycopy(chains.energy(), 0, chains.lane(START), 0, LANES);
    Leapfrog.addKinetic(chains, 1, v, chains.lane(START));
    Arrays.fill(chains.lane(WEIGHT), 1);
    Arrays.fill(chains.lane(GROWING), 1);
    Arrays.fill(chains.lane(BUILT), 0);
    Arrays.fill(chains.acceptance(), 0);
  }

  /** Draws the direction of each chain; one that has ended stands still. */
  private static void turnToAnEnd(ChainTile chains, RandomStream random) {
    Arrays.fill(chains.lane(SUBTREE_WEIGHT), 0);
    for (int lane = 0; lane < LANES; lane++) {
      boolean forward = random.nextDouble() < 0.5;
      if (chains.lane(GROWING)[lane] == 1) {
        chains.lane(BUILDING)[lane] = 1;
        chains.lane(DIRECTION)[lane] = forward ? 1 : -1;
        copy(chains, lane, forward ? FRONT : BACK, MOVING, 3);
      } else {
        rest(chains, lane);
      }
    }
  }

  /** Puts the moving end of a chain that waits to where the chain stands, and keeps it there. */
  private static void rest(ChainTile chains, int lane) {
    chains.lane(BUILDING)[lane] = 0;
    chains.lane(DIRECTION)[lane] = 0;
    for (int i = lane; i < chains.x().length; i += LANES) {
      chains.tile(MOVING)[i] = chains.x()[i];
      chains.tile(MOVING + 1)[i] = 0;
      chains.tile(MOVING + 2)[i] = 0;
    }
  }

  /** One leapfrog step of the moving ends, each in its direction. */
  private static void step(Energy target, ChainTile chains) {
    float[] x = chains.tile(MOVING);
    float[] v = chains.tile(MOVING + 1);
    float[] gradient = chains.tile(MOVING + 2);
    double time = chains.tuning().stepSize();
    add(chains, -0.5 * time, gradient, v);
    add(chains, time, v, x);
    chains.evaluate(target, x, chains.lane(ENERGY), gradient);
    add(chains, -0.5 * time, gradient, v);
    System.arraycopy(chains.lane(ENERGY), 0, chains.lane(TOTAL), 0, LANES);
    Leapfrog.addKinetic(chains, 1, v, chains.lane(TOTAL));
  }

  /** to_j = to_j + direction time s_j from_j. */
  private static void add(ChainTile chains, double time, float[] from, float[] to) {
    double[] direction = chains.lane(DIRECTION);
    float[] scale = chains.tuning().scale();
    for (int j = 0; j < scale.length; j++) {
      float step = (float) (time * scale[j]);
      for (int lane = 0; lane < LANES; lane++) {
        int i = j * LANES + lane;
        to[i] = Math.fma((float) direction[lane] * step, from[i], to[i]);
      }
    }
  }

  /** Takes the new point of each subtree with its share of the subtree's weight. */
  private static void weigh(ChainTile chains, RandomStream random) {
    for (int lane = 0; lane < LANES; lane++) {
      // One number a lane whatever happens, so that lanes do not depend on each other.
      double number = random.nextDouble();
      if (chains.lane(BUILDING)[lane] == 0) {
        continue;
      }
      double from = chains.lane(START)[lane];
      double to = chains.lane(TOTAL)[lane];
      double weight = weight(from, to);
      chains.acceptance()[lane] += Math.min(1, weight);
      chains.lane(BUILT)[lane]++;
      if (Double.isNaN(to) || to > from + DIVERGED) {
        rest(chains, lane);
        continue;
      }
      chains.lane(SUBTREE_WEIGHT)[lane] += weight;
      if (number * chains.lane(SUBTREE_WEIGHT)[lane] < weight) {
        copy(chains, lane, MOVING, POINT, 1);
        copy(chains, lane, MOVING + 2, POINT + 1, 1);
        chains.lane(POINT_ENERGY)[lane] = chains.lane(ENERGY)[lane];
      }
    }
  }

  /** exp(from - to), saturated; 0 where there is no mass, or no point. */
  private static double weight(double from, double to) {
    if (!(to < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    return from < Double.POSITIVE_INFINITY
        ? Math.min(GREATEST_WEIGHT, StrictMath.exp(from - to))
        : GREATEST_WEIGHT;
  }

  /**
   * Looks whether a balanced subtree that ends with this leaf turns, and keeps the leaf if it
   * begins one. Leaf n begins subtrees if it is even, and ends as many as n has ones at its end.
   * What is kept stands at the number of ones in n / 2: below it are the beginnings of the greater
   * subtrees that n is in.
   */
  private static void lookBack(ChainTile chains, int leaf) {
    int height = Integer.bitCount(leaf >>> 1);
    if ((leaf & 1) == 0) {
      float[] x = chains.tile(MOVING);
      System.arraycopy(x, 0, chains.tile(KEPT + 2 * height), 0, x.length);
      System.arraycopy(chains.tile(MOVING + 1), 0, chains.tile(KEPT + 2 * height + 1), 0, x.length);
      return;
    }
    int complete = Integer.numberOfTrailingZeros(~leaf);
    for (int i = height; i > height - complete; i--) {
      displacements(chains, KEPT + 2 * i, MOVING);
      for (int lane = 0; lane < LANES; lane++) {
        if (chains.lane(BUILDING)[lane] == 1 && turned(chains, lane)) {
          rest(chains, lane);
        }
      }
    }
  }

  /** Joins the subtrees that are whole to their trajectories; the others have ended. */
  private static void join(ChainTile chains, RandomStream random) {
    for (int lane = 0; lane < LANES; lane++) {
      double number = random.nextDouble();
      chains.lane(GROWING)[lane] = chains.lane(BUILDING)[lane];
      if (chains.lane(BUILDING)[lane] == 0) {
        continue;
      }
      if (number * chains.lane(WEIGHT)[lane] < chains.lane(SUBTREE_WEIGHT)[lane]) {
        double energy = chains.lane(POINT_ENERGY)[lane];
        chains.take(lane, chains.tile(POINT), energy, chains.tile(POINT + 1));
      }
      chains.lane(WEIGHT)[lane] += chains.lane(SUBTREE_WEIGHT)[lane];
      copy(chains, lane, MOVING, chains.lane(DIRECTION)[lane] > 0 ? FRONT : BACK, 3);
    }
    displacements(chains, BACK, FRONT);
    Arrays.fill(chains.lane(DIRECTION), 1);
    for (int lane = 0; lane < LANES; lane++) {
      if (turned(chains, lane)) {
        chains.lane(GROWING)[lane] = 0;
      }
    }
  }

  /** The displacement from one point to another, times the velocity at either. */
  private static void displacements(ChainTile chains, int first, int last) {
    double[] atFirst = chains.lane(AT_FIRST);
    double[] atLast = chains.lane(AT_LAST);
    Arrays.fill(atFirst, 0);
    Arrays.fill(atLast, 0);
    float[] x0 = chains.tile(first);
    float[] v0 = chains.tile(first + 1);
    float[] x1 = chains.tile(last);
    float[] v1 = chains.tile(last + 1);
    Tuning tuning = chains.tuning();
    for (int j = 0; j < tuning.scale().length; j++) {
      double factor = 1.0 / tuning.scale()[j];
      for (int lane = 0; lane < LANES; lane++) {
        int i = j * LANES + lane;
        double away = factor * ((double) x1[i] - x0[i]);
        atFirst[lane] += away * v0[i];
        atLast[lane] += away * v1[i];
      }
    }
  }

  /** Whether what {@link #displacements} found is not positive, in the direction of the chain. */
  private static boolean turned(ChainTile chains, int lane) {
    double sign = chains.lane(DIRECTION)[lane];
    return !(sign * chains.lane(AT_FIRST)[lane] > 0 && sign * chains.lane(AT_LAST)[lane] > 0);
  }

  private static void copy(ChainTile chains, int lane, int from, int to, int tiles) {
    for (int t = 0; t < tiles; t++) {
      float[] source = chains.tile(from + t);
      float[] sink = chains.tile(to + t);
      for (int i = lane; i < source.length; i += LANES) {
        sink[i] = source[i];
      }
    }
  }

  private static boolean any(double[] flags) {
    for (double flag : flags) {
      if (flag != 0) {
        return true;
      }
    }
    return false;
  }
}
