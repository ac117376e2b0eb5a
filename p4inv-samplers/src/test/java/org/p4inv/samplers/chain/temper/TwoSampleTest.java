package org.p4inv.samplers.chain.temper;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainSamples;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.StartPoints;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.kernel.Nuts;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.TestPoints;
import org.p4inv.samplers.energy.space.ManyWell;

/**
 * Exact samplers against replica exchange from wide starts that know nothing of them: the
 * distribution functions of coordinates and energy at 19 quantiles. Their errors come from
 * independent ladders, so that autocorrelation is in them. Funnels, and valleys as long as
 * Rosenbrock's, are left out: no chain goes through them in seconds.
 */
@Tag("once")
class TwoSampleTest {
  private static final int EXACT = 20_000;
  private static final int LADDERS = 128;
  private static final int QUANTILES = 19;
  private static final int COORDINATES = 3;

  /** Among 76 correlated numbers of 20 energies, 4.5 is met by chance in one run of 100. */
  private static final double LIMIT = 4.5;

  /** An energy, with what makes chains find all of it. */
  record Line(
      Energy energy, MarkovKernel kernel, int levels, double hottest, double spread, int draws) {
    Line(String energy, MarkovKernel kernel, int levels, double hottest, double spread, int draws) {
      this(Energies.create(energy), kernel, levels, hottest, spread, draws);
    }

    @Override
    public String toString() {
      return energy.name();
    }
  }

  static Stream<Line> lines() {
    MarkovKernel hmc = Hmc.jittered(4);
    MarkovKernel walk = new RandomWalk();
    return Stream.of(
        new Line("banana", new Nuts(6), 2, 0.3, 5, 500),
        new Line("checkerboard", walk, 3, 0.3, 3, 1000),
        new Line("double-well", hmc, 4, 0.1, 2, 500),
        new Line("eight-modes", walk, 6, 0.02, 8, 1000),
        new Line("eight-schools", hmc, 2, 0.5, 1, 300),
        new Line("forty-gaussians", walk, 8, 0.003, 30, 1000),
        new Line("gaussian", hmc, 2, 0.5, 1, 300),
        new Line("gaussian-mixture", hmc, 8, 0.02, 5, 500),
        new Line(new ManyWell(8, -0.5, -6, 1), hmc, 6, 0.1, 2, 500),
        new Line("modified-wolfe-quapp", hmc, 5, 0.05, 2, 500),
        new Line("mueller-brown", hmc, 6, 0.05, 1, 500),
        new Line("nine-gaussians", walk, 6, 0.02, 5, 1000),
        new Line("rezende-mohamed-u1", hmc, 5, 0.1, 2, 500),
        new Line("rezende-mohamed-u2", hmc, 3, 0.3, 2, 500),
        new Line("rezende-mohamed-u4", hmc, 4, 0.2, 2, 500),
        new Line("rings", walk, 5, 0.05, 2, 1000),
        new Line("student-mixture", hmc, 4, 0.3, 5, 500),
        new Line("twenty-five-gaussians", walk, 6, 0.005, 5, 1000),
        new Line("two-moons", hmc, 6, 0.05, 2, 500),
        new Line("wolfe-quapp", hmc, 5, 0.05, 2, 500));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void exactSamplesAreThoseOfReplicaExchange(Line line) {
    double worst = worst(line, 0);
    assertTrue(worst < LIMIT, () -> line + " is " + worst + " standard errors off");
  }

  /** Samples that are moved by a tenth of a standard deviation of x2 are seen. */
  @Test
  void samplesThatAreMovedAreNot() {
    double worst = worst(new Line("double-well", Hmc.jittered(4), 4, 0.1, 2, 500), 0.1f);
    assertTrue(worst > 2 * LIMIT, () -> "only " + worst + " standard errors off");
  }

  private static float[] exact(Energy energy, float shift) {
    float[] points = new float[EXACT * energy.dimension()];
    RandomStream random = new RandomStream(5, Domain.TARGET);
    energy.truth().sampler().orElseThrow().sample(random, points, EXACT);
    for (int i = 1; i < points.length; i += energy.dimension()) {
      points[i] += shift;
    }
    return points;
  }

  private static ChainSamples exchange(Line line) {
    ChainSettings settings =
        ChainSettings.DEFAULT.withChains(LADDERS).withWarmup(400).withDraws(line.draws());
    Ladder ladder = Ladder.geometric(line.levels(), line.hottest());
    StartPoints start = StartPoints.normal(line.spread());
    return new ReplicaExchange(line.energy(), line.kernel(), ladder, start, settings)
        .adaptive()
        .run()
        .target();
  }

  /** The greatest difference of distribution functions, in its standard error. */
  private static double worst(Line line, float shift) {
    Energy energy = line.energy();
    float[] exact = exact(energy, shift);
    ChainSamples samples = exchange(line);
    int d = energy.dimension();
    double[] known = TestPoints.energies(energy, exact, EXACT, new float[exact.length]);
    double worst = difference(known, samples.energies());
    for (int j = 0; j < Math.min(d, COORDINATES); j++) {
      worst = Math.max(worst, difference(column(exact, d, j), column(samples.points(), d, j)));
    }
    return worst;
  }

  private static double[] column(float[] points, int d, int j) {
    double[] values = new double[points.length / d];
    for (int i = 0; i < values.length; i++) {
      values[i] = points[i * d + j];
    }
    return values;
  }

  private static double difference(double[] exact, double[] chains) {
    double[] sorted = exact.clone();
    Arrays.sort(sorted);
    double worst = 0;
    for (int q = 1; q <= QUANTILES; q++) {
      double p = q / (QUANTILES + 1.0);
      double bound = sorted[(int) (p * EXACT)];
      // Energies of a density that is constant are all equal.
      long below = Arrays.stream(exact).filter(x -> x <= bound).count();
      double share = (double) below / EXACT;
      double[] shares = new double[LADDERS];
      for (int i = 0; i < chains.length; i++) {
        shares[i % LADDERS] += chains[i] <= bound ? (double) LADDERS / chains.length : 0;
      }
      double mean = Arrays.stream(shares).sum() / LADDERS;
      double squares = Arrays.stream(shares).map(x -> (x - mean) * (x - mean)).sum();
      double variance = squares / (LADDERS - 1) / LADDERS + share * (1 - share) / EXACT + 1e-12;
      worst = Math.max(worst, Math.abs(mean - share) / Math.sqrt(variance));
    }
    return worst;
  }
}
