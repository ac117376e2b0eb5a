package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Metropolis;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.compose.Tempered;

/**
 * 64 independent ladders: a tile of chains for each level, lane i of all of them being ladder i.
 * For those who do something of their own between moves and exchanges; {@link ReplicaExchange} is
 * the whole sampler.
 *
 * <p>Points, energies and gradients are exchanged between levels; the kernel's memory and tuning
 * stay with the level. What stands at a level of inverse temperature beta is beta u and its
 * gradient, so a point that comes from beta' brings its own times beta / beta'. For one thread at a
 * time.
 */
public final class Replicas {
  /** The rule of exchange. */
  static final DoubleBinaryOperator RULE = (beta, u) -> beta * u;

  /** Where a replica has been last: not yet at the target, at the target, at the hottest level. */
  private static final byte NOWHERE = 0;

  private static final byte COLD = 1;
  private static final byte HOT = 2;

  private final MarkovKernel[] kernels;
  private final DoubleBinaryOperator rule;
  private final int tile;
  private final int levels;
  private final ChainTile[] chains;
  private final Energy[] targets;
  private final byte[][] last;
  private final double[] betas;
  private final double[] rejected;
  private final long[] tried;
  private final RandomStream random;
  private long roundTrips;

  /**
   * Replicas that one kernel moves: all levels of lane i begin at point 64 tile + i.
   *
   * @param points {@code [n x d]}, row-major, finite. Not modified.
   * @param tile the number of these 64 ladders, the index of their random streams
   */
  public static Replicas at(
      float[] points, Energy energy, MarkovKernel kernel, Ladder ladder, long seed, int tile) {
    MarkovKernel[] kernels = new MarkovKernel[ladder.levels()];
    Arrays.fill(kernels, kernel);
    Replicas replicas = new Replicas(kernels, energy.dimension(), RULE, seed, tile);
    for (ChainTile level : replicas.chains) {
      Tile.load(points, tile * LANES, LANES, energy.dimension(), level.x());
    }
    replicas.climb(energy, ladder);
    replicas.evaluate();
    return replicas;
  }

  /**
   * Replicas at the origin.
   *
   * @param kernels of each level
   * @param rule the logarithm of the ratio that an exchange is accepted by, from the difference of
   *     inverse temperatures and that of energies
   * @param tile the number of these 64 ladders, the index of their random streams
   */
  Replicas(MarkovKernel[] kernels, int dimension, DoubleBinaryOperator rule, long seed, int tile) {
    this.kernels = kernels;
    this.rule = rule;
    this.tile = tile;
    this.levels = kernels.length;
    this.chains = new ChainTile[levels];
    Arrays.setAll(chains, level -> new ChainTile(dimension, kernels[level]));
    this.targets = new Energy[levels];
    this.last = new byte[levels][LANES];
    this.betas = new double[levels];
    this.rejected = new double[levels - 1];
    this.tried = new long[levels - 1];
    this.random = new RandomStream(seed, Domain.CHAIN);
  }

  /** The 64 chains of a level, 0 being the target. */
  public ChainTile level(int level) {
    return chains[level];
  }

  /** Goes over to a ladder; energies and gradients follow where the points are known. */
  void climb(Energy energy, Ladder ladder) {
    for (int level = 0; level < levels; level++) {
      double beta = ladder.beta(level);
      targets[level] = level == 0 ? energy : new Tempered(energy, beta);
      if (betas[level] > 0) {
        rescale(chains[level], beta / betas[level]);
      }
      betas[level] = beta;
    }
  }

  private static void rescale(ChainTile chains, double factor) {
    for (int lane = 0; lane < LANES; lane++) {
      chains.energy()[lane] *= factor;
    }
    float[] gradient = chains.gradient();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) (gradient[i] * factor);
    }
  }

  /** Evaluates the energies where the replicas stand. */
  void evaluate() {
    for (int level = 0; level < levels; level++) {
      chains[level].evaluate(targets[level]);
    }
  }

  /**
   * Moves the replicas of every level once.
   *
   * @param move the number of the move, from 1, which its random numbers come from
   */
  public void move(long move) {
    for (int level = 0; level < levels; level++) {
      random.restart(Domain.CHAIN, move, tile * levels + level);
      kernels[level].move(targets[level], chains[level], random);
    }
  }

  /**
   * Tries to exchange levels 2k and 2k + 1 in even rounds, 2k + 1 and 2k + 2 in odd ones; then
   * notes who has arrived at an end.
   */
  public void exchange(long round) {
    if (levels == 1) {
      return;
    }
    for (int pair = (int) (round % 2); pair < levels - 1; pair += 2) {
      random.restart(Domain.EXCHANGE, round, tile * levels + pair);
      exchange(pair, chains[pair], chains[pair + 1]);
    }
    for (int lane = 0; lane < LANES; lane++) {
      if (last[0][lane] == HOT) {
        roundTrips++;
      }
      last[0][lane] = COLD;
      if (last[levels - 1][lane] == COLD) {
        last[levels - 1][lane] = HOT;
      }
    }
  }

  private void exchange(int pair, ChainTile cold, ChainTile hot) {
    double betaCold = betas[pair];
    double betaHot = betas[pair + 1];
    for (int lane = 0; lane < LANES; lane++) {
      double coldEnergy = cold.energy()[lane] / betaCold;
      double hotEnergy = hot.energy()[lane] / betaHot;
      double log = rule.applyAsDouble(betaCold - betaHot, coldEnergy - hotEnergy);
      // Two points without density differ by NaN, and stay where they are.
      double ratio = Metropolis.probability(0, -log);
      tried[pair]++;
      rejected[pair] += 1 - ratio;
      if (random.nextDouble() < ratio) {
        swap(cold, hot, lane, betaHot / betaCold);
        cold.energy()[lane] = betaCold * hotEnergy;
        hot.energy()[lane] = betaHot * coldEnergy;
        byte passed = last[pair][lane];
        last[pair][lane] = last[pair + 1][lane];
        last[pair + 1][lane] = passed;
      }
    }
  }

  /** Points and gradients of one lane; gradients are multiplied by {@code factor} on the way up. */
  private static void swap(ChainTile cold, ChainTile hot, int lane, double factor) {
    float[] coldX = cold.x();
    float[] hotX = hot.x();
    float[] coldGradient = cold.gradient();
    float[] hotGradient = hot.gradient();
    for (int i = lane; i < coldX.length; i += LANES) {
      float x = coldX[i];
      coldX[i] = hotX[i];
      hotX[i] = x;
      float gradient = coldGradient[i];
      coldGradient[i] = (float) (hotGradient[i] / factor);
      hotGradient[i] = (float) (gradient * factor);
    }
  }

  /** The sum of rejection probabilities of a pair since {@link #forget}. */
  double rejected(int pair) {
    return rejected[pair];
  }

  /** The exchanges tried by a pair since {@link #forget}. */
  long tried(int pair) {
    return tried[pair];
  }

  /** How often a replica has gone from the target to the hottest level and come back. */
  long roundTrips() {
    return roundTrips;
  }

  /** Begins to count anew. */
  void forget() {
    Arrays.fill(rejected, 0);
    Arrays.fill(tried, 0);
    roundTrips = 0;
    for (byte[] level : last) {
      Arrays.fill(level, NOWHERE);
    }
  }

  /** The points at which the energy was evaluated so far. */
  public long energyCalls() {
    long sum = 0;
    for (ChainTile level : chains) {
      sum += level.energyCalls();
    }
    return sum;
  }
}
