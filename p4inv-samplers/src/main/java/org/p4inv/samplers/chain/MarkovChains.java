package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;

/**
 * Runs Markov chains: start, warm-up ({@link Warmup}), and moves whose points are recorded.
 *
 * <p>Tiles of 64 chains are independent of each other, from their starts to their tuning. Tile t
 * draws its starts from the stream (seed, CHAIN, 0, t) and move m from (seed, CHAIN, m, t), so that
 * samples do not depend on the workers, and the first chains not on how many there are.
 */
public final class MarkovChains {
  private final Energy energy;
  private final MarkovKernel kernel;
  private final StartPoints start;
  private final ChainSettings settings;

  /** Chains of an energy that a kernel moves. */
  public MarkovChains(
      Energy energy, MarkovKernel kernel, StartPoints start, ChainSettings settings) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.kernel = Objects.requireNonNull(kernel, "kernel");
    this.start = Objects.requireNonNull(start, "start");
    this.settings = Objects.requireNonNull(settings, "settings");
    long floats = (long) settings.draws() * settings.chains();
    if (floats > Integer.MAX_VALUE / energy.dimension()) {
      throw new IllegalArgumentException(
          "`settings` must ask for fewer than 2^31 numbers, got draws x chains x d = "
              + settings.draws()
              + " x "
              + settings.chains()
              + " x "
              + energy.dimension());
    }
  }

  /** Runs the chains on the calling thread. */
  public ChainSamples run() {
    try (Workers workers = Workers.serial()) {
      return run(workers);
    }
  }

  /**
   * Runs the chains. The result does not depend on the workers.
   *
   * @throws IllegalArgumentException if a start is not finite
   */
  public ChainSamples run(Workers workers) {
    int tiles = settings.chains() / LANES;
    Recorder recorder = new Recorder(energy.dimension(), settings.chains(), settings.draws());
    workers.run(tiles, (tile, worker) -> new TileRun(tile, recorder).run());
    return recorder.samples();
  }

  /** One tile of chains from start to end. */
  private final class TileRun {
    private final int tile;
    private final Recorder recorder;
    private final ChainTile chains = new ChainTile(energy.dimension(), kernel);
    private final RandomStream random = new RandomStream(settings.seed(), Domain.CHAIN);
    private long moves;

    TileRun(int tile, Recorder recorder) {
      this.tile = tile;
      this.recorder = recorder;
    }

    void run() {
      chains.tuning().stepSize(settings.stepSize());
      start();
      warmUp();
      recorder.begin(tile, chains);
      for (int draw = 0; draw < settings.draws(); draw++) {
        for (int i = 0; i < settings.thinning(); i++) {
          move();
          recorder.count(tile, chains);
        }
        recorder.record(tile, draw, chains);
      }
      recorder.end(tile, chains);
    }

    private void start() {
      int d = energy.dimension();
      float[] points = new float[LANES * d];
      random.restart(Domain.CHAIN, 0, tile);
      start.draw(random, tile * LANES, points);
      for (int i = 0; i < points.length; i++) {
        if (!Float.isFinite(points[i])) {
          throw new IllegalArgumentException(
              "`start` must give finite points, coordinate "
                  + i % d
                  + " of chain "
                  + (tile * LANES + i / d)
                  + " is "
                  + points[i]);
        }
      }
      Tile.load(points, 0, LANES, d, chains.x());
      chains.evaluate(energy);
    }

    private void warmUp() {
      Warmup warmup = new Warmup(kernel, chains, settings.warmup());
      for (int i = 0; i < settings.warmup(); i++) {
        move();
        warmup.learn();
      }
    }

    private void move() {
      random.restart(Domain.CHAIN, ++moves, tile);
      kernel.move(energy, chains, random);
    }
  }
}
