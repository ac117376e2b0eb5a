package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainSamples;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Recorder;
import org.p4inv.samplers.chain.StartPoints;
import org.p4inv.samplers.chain.Warmup;
import org.p4inv.samplers.energy.Energy;

/**
 * Replica exchange, or parallel tempering: a chain at each inverse temperature of a {@link Ladder},
 * the chain at beta sampling exp(-beta u(x)); neighbours exchange their points x and y with
 * probability
 *
 * <pre>
 *   min(1, exp((beta_l - beta_l+1) (u(x) - u(y)))),
 * </pre>
 *
 * <p>which leaves the product of their densities invariant. Hot chains cross barriers, and the
 * exchanges bring what they find to the target.
 *
 * <p>64 independent ladders are one tile for each level. A round is {@link ChainSettings#thinning}
 * moves of every level and one exchange, of the pairs (1, 2), (3, 4), ... and of (2, 3), (4, 5),
 * ... in turn: the deterministic even-odd scheme, by which replicas travel farther than with random
 * pairs. Exchanges cost no energy calls. A round records the points of the target level as one
 * draw. The warm-up tunes each level's kernel ({@link Warmup}) and, where asked for, the ladder.
 * The target level can have a kernel of its own, as one that jumps to points of a flow.
 *
 * <p>Tiles of 64 ladders are independent of each other, to their tuning; the result does not depend
 * on the workers. Sources: Geyer, Markov chain Monte Carlo maximum likelihood, 1991; Syed,
 * Bouchard-Cote, Deligiannidis and Doucet, Non-reversible parallel tempering, JRSS B 84, 2022.
 */
public final class ReplicaExchange {
  private final Energy energy;
  private final MarkovKernel kernel;
  private final MarkovKernel targetKernel;
  private final Ladder ladder;
  private final StartPoints start;
  private final ChainSettings settings;
  private final boolean adaptive;
  private final DoubleBinaryOperator rule;

  /**
   * Replica exchange on a ladder that stays as it is.
   *
   * @param start where the chains of all levels start; lane i of level l of tile t is its chain
   *     number (t L + l) 64 + i
   * @param settings {@code chains} is the number of ladders; {@code warmup}, in moves, is rounded
   *     down to whole rounds of {@code thinning} moves
   */
  public ReplicaExchange(
      Energy energy,
      MarkovKernel kernel,
      Ladder ladder,
      StartPoints start,
      ChainSettings settings) {
    this(energy, kernel, kernel, ladder, start, settings, false, Replicas.RULE);
  }

  /** With another rule of exchange, which tests need. */
  ReplicaExchange(
      Energy energy,
      MarkovKernel kernel,
      MarkovKernel targetKernel,
      Ladder ladder,
      StartPoints start,
      ChainSettings settings,
      boolean adaptive,
      DoubleBinaryOperator rule) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.kernel = Objects.requireNonNull(kernel, "kernel");
    this.targetKernel = Objects.requireNonNull(targetKernel, "targetKernel");
    this.ladder = Objects.requireNonNull(ladder, "ladder");
    this.start = Objects.requireNonNull(start, "start");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.adaptive = adaptive;
    this.rule = rule;
  }

  /**
   * The same with a ladder that is adapted to equal exchange rates three times, after an eighth, a
   * quarter and a half of the warm-up ({@link Ladder#adapted}). Its ends stay.
   */
  public ReplicaExchange adaptive() {
    return new ReplicaExchange(energy, kernel, targetKernel, ladder, start, settings, true, rule);
  }

  /** The same with another kernel at the target level. */
  public ReplicaExchange withTargetKernel(MarkovKernel other) {
    return new ReplicaExchange(energy, kernel, other, ladder, start, settings, adaptive, rule);
  }

  /** Runs on the calling thread. */
  public ExchangeSamples run() {
    try (Workers workers = Workers.serial()) {
      return run(workers);
    }
  }

  /** Runs; tiles of 64 ladders are shared out among the workers. */
  public ExchangeSamples run(Workers workers) {
    int tiles = settings.chains() / LANES;
    Recorder recorder = new Recorder(energy.dimension(), settings.chains(), settings.draws());
    Replicas[] replicas = new Replicas[tiles];
    Ladder[] ladders = new Ladder[tiles];
    long[] warmupCalls = new long[tiles];
    workers.run(
        tiles,
        (tile, worker) -> {
          TileRun run = new TileRun(tile, recorder);
          run.warmUp();
          replicas[tile] = run.replicas;
          ladders[tile] = run.current;
          warmupCalls[tile] = run.replicas.energyCalls();
          run.record();
        });
    long calls = 0;
    for (long of : warmupCalls) {
      calls += of;
    }
    ChainSamples samples = recorder.samples();
    return new ExchangeSamples(samples, ladders, replicas, calls);
  }

  /** 64 ladders from start to end. */
  private final class TileRun {
    private final int tile;
    private final Recorder recorder;
    private final Replicas replicas;
    private Ladder current = ladder;
    private long moves;
    private long rounds;

    TileRun(int tile, Recorder recorder) {
      int levels = ladder.levels();
      this.tile = tile;
      this.recorder = recorder;
      MarkovKernel[] kernels = new MarkovKernel[levels];
      Arrays.fill(kernels, kernel);
      kernels[0] = targetKernel;
      this.replicas = new Replicas(kernels, energy.dimension(), rule, settings.seed(), tile);
      float[] points = new float[LANES * energy.dimension()];
      RandomStream random = new RandomStream(settings.seed(), Domain.CHAIN);
      for (int level = 0; level < levels; level++) {
        random.restart(Domain.CHAIN, 0, tile * levels + level);
        start.draw(random, (tile * levels + level) * LANES, points);
        ChainTile chains = replicas.level(level);
        Tile.load(points, 0, LANES, energy.dimension(), chains.x());
        chains.tuning().stepSize(settings.stepSize());
      }
      replicas.climb(energy, ladder);
      replicas.evaluate();
    }

    void warmUp() {
      int length = settings.warmup() / settings.thinning();
      Warmup[] warmups = new Warmup[ladder.levels()];
      for (int level = 0; level < warmups.length; level++) {
        MarkovKernel moving = level == 0 ? targetKernel : kernel;
        warmups[level] = new Warmup(moving, replicas.level(level), length * settings.thinning());
      }
      for (int round = 1; round <= length; round++) {
        for (int i = 0; i < settings.thinning(); i++) {
          replicas.move(++moves);
          for (Warmup warmup : warmups) {
            warmup.learn();
          }
        }
        replicas.exchange(rounds++);
        if (adaptive && (round == length / 8 || round == length / 4 || round == length / 2)) {
          adapt();
        }
      }
      replicas.forget();
    }

    private void adapt() {
      double[] rejection = new double[ladder.levels() - 1];
      for (int pair = 0; pair < rejection.length; pair++) {
        rejection[pair] = replicas.rejected(pair) / Math.max(1, replicas.tried(pair));
      }
      current = current.adapted(rejection);
      replicas.climb(energy, current);
      replicas.forget();
    }

    void record() {
      ChainTile target = replicas.level(0);
      recorder.begin(tile, target);
      for (int draw = 0; draw < settings.draws(); draw++) {
        for (int i = 0; i < settings.thinning(); i++) {
          replicas.move(++moves);
          recorder.count(tile, target);
        }
        replicas.exchange(rounds++);
        recorder.record(tile, draw, target);
      }
      recorder.end(tile, target);
    }
  }
}
