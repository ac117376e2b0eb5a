package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

class FabTest {
  private static final Flow FLOW = Probe.flow();

  @Test
  void bufferDrawsByWeightAndForgetsTheOldest() {
    ReplayBuffer buffer = new ReplayBuffer(1, 5);
    double[] density = new double[3];
    double no = Double.NEGATIVE_INFINITY;
    buffer.add(new float[] {1, 2, 3}, new double[] {0, no, Math.log(3)}, density);
    assertEquals(2, buffer.size());
    buffer.add(new float[] {4, 5, 6}, new double[] {800, 800 + Math.log(2), Double.NaN}, density);
    assertEquals(4, buffer.size());
    // e^800 as large: nothing of the first two is left.
    assertShares(buffer, 0, 0, 1. / 3, 2. / 3);
    buffer.know(2, 800);
    buffer.know(3, 800);
    assertShares(buffer, 1. / 7, 3. / 7, 1. / 7, 2. / 7);
    buffer.know(1, Math.log(3));
    assertShares(buffer, 1. / 5, 1. / 5, 1. / 5, 2. / 5);
    buffer.know(3, Double.NaN);
    assertShares(buffer, 1. / 3, 1. / 3, 1. / 3, 0);
    buffer.add(new float[] {7, 8, 9}, new double[3], density);
    assertEquals(5, buffer.size());
    float[] held = new float[5];
    for (int i = 0; i < 5; i++) {
      held[i] = buffer.coordinate(i, 0);
    }
    assertArrayEquals(new float[] {8, 9, 4, 5, 7}, held);
    assertShares(buffer, 0.25, 0.25, 0.25, 0, 0.25);
  }

  /** The shares of 10,000 draws at equal distances, which are exact but for the ends. */
  private static void assertShares(ReplayBuffer buffer, double... shares) {
    int[] counts = new int[buffer.size()];
    assertTrue(buffer.canDraw());
    int n = 10_000;
    for (int i = 0; i < n; i++) {
      counts[buffer.draw((i + 0.5) / n)]++;
    }
    for (int i = 0; i < shares.length; i++) {
      assertEquals(shares[i], counts[i] / (double) n, 2.0 / n, Arrays.toString(counts));
    }
    assertTrue(counts[buffer.draw(1)] > 0 && counts[buffer.draw(0)] > 0);
  }

  private static Fab filled(Flow old) {
    Fab fab = new Fab(new ReplayBuffer(2, 100));
    float[] points = old.sample(100, 4);
    double[] logWeights = new double[100];
    Arrays.setAll(logWeights, i -> i % 5);
    fab.add(points, logWeights, old.logDensity(points));
    return fab;
  }

  /** By central differences of mean -c ln q with c held fixed, at the points of the same draw. */
  @Test
  void gradientIsThatOfCorrectedLikelihood() {
    float[] noise = new float[FLOW.parameters().length];
    new RandomStream(3, Domain.APPLICATION).gaussian(noise, 0, noise.length);
    Flow old = Probe.moved(FLOW, noise, 0.1);
    Fab fab = filled(old);
    RandomStream random = new RandomStream(Probe.SEED, Domain.TRAINING);
    int[] rows = new int[LANES];
    float[] x = new float[2 * LANES];
    double[] c = new double[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      rows[lane] = fab.buffer().draw(random.nextDouble());
      x[lane] = fab.buffer().coordinate(rows[lane], 0);
      x[LANES + lane] = fab.buffer().coordinate(rows[lane], 1);
    }
    double[] now = logDensity(FLOW, x);
    double[] before = logDensity(old, x);
    Arrays.setAll(c, lane -> Math.min(10, Math.exp(before[lane] - now[lane])));
    Probe probe = new Probe(FLOW, fab, LANES);
    assertEquals(loss(FLOW, x, c), probe.step(), 1e-5);
    for (int i = 0; i < 4; i++) {
      new RandomStream(10 + i, Domain.APPLICATION).gaussian(noise, 0, noise.length);
      double dot = 0;
      for (int k = 0; k < noise.length; k++) {
        dot += noise[k] * probe.gradient[k];
      }
      double h = 2e-3;
      double up = loss(Probe.moved(FLOW, noise, h), x, c);
      double down = loss(Probe.moved(FLOW, noise, -h), x, c);
      assertEquals((up - down) / (2 * h), dot, 2e-3 * probe.norm());
    }
    // The weights of what was drawn follow the flow; the others wait.
    fab.begin(1, LANES);
    boolean[] drawn = new boolean[100];
    for (int lane = 0; lane < LANES; lane++) {
      drawn[rows[lane]] = true;
      double w = rows[lane] % 5 + before[lane] - now[lane];
      assertEquals(w, fab.buffer().logWeight(rows[lane]), 1e-5);
    }
    for (int row = 0; row < 100; row++) {
      assertTrue(drawn[row] || fab.buffer().logWeight(row) == row % 5, "row " + row);
    }
  }

  private static double[] logDensity(Flow flow, float[] x) {
    FlowTile tile = flow.tile();
    System.arraycopy(x, 0, tile.x(), 0, x.length);
    double[] result = new double[LANES];
    tile.logDensity(result);
    return result;
  }

  private static double loss(Flow flow, float[] x, double[] c) {
    double[] logDensity = logDensity(flow, x);
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) {
      sum -= c[lane] * logDensity[lane];
    }
    return sum / LANES;
  }

  @Test
  void targetIsTheSquareOverTheFlow() {
    Energy u = Energies.create("double-well");
    Energy q = Energies.create("gaussian");
    AlphaTwoTarget target = new AlphaTwoTarget(u, q);
    float[] x = FLOW.tile().x();
    new RandomStream(1, Domain.APPLICATION).gaussian(x, 0, x.length);
    double[][] e = new double[3][LANES];
    float[][] g = new float[3][x.length];
    u.evaluate(x, e[0], g[0]);
    q.evaluate(x, e[1], g[1]);
    target.evaluate(x, e[2], g[2]);
    for (int i = 0; i < LANES; i++) {
      assertEquals(2 * e[0][i] - e[1][i], e[2][i], 1e-12);
      assertEquals(2 * g[0][i] - g[1][i], g[2][i], 1e-5);
    }
    Energy nowhere = new PointwiseEnergy("nowhere", 2, (p, d) -> Double.POSITIVE_INFINITY);
    new AlphaTwoTarget(u, nowhere).evaluate(x, e[2], g[2]);
    assertEquals(Double.POSITIVE_INFINITY, e[2][0]);
  }

  /**
   * The mean weight is the integral of p^2 / q. For exp(-x^2 / (2 s^2)) and the normal density that
   * is sqrt(2 pi) sqrt(2 pi / (2 / s^2 - 1)) in each coordinate.
   */
  @Test
  void bufferIsFilledForTheSquareOverTheFlow() {
    Flow normal =
        Flow.initial(new StandardNormal(2), new P4InvLinear(2, P4InvLinear.Start.IDENTITY), 1);
    double s = 0.7;
    FabTraining training =
        new FabTraining(
            normal,
            new IsotropicGaussian(2, 0, s),
            FabSettings.of(new RandomWalk(), 0.7).withPath(3, 1).withBuffer(8192, 10, 8192),
            TrainingSettings.of(LearningRate.constant(1e-3), 2).withBatch(LANES),
            Workers.serial());
    training.step();
    double mean = 0;
    double square = 0;
    for (int i = 0; i < 8192; i++) {
      double w = Math.exp(training.buffer().logWeight(i));
      mean += w / 8192;
      square += w * w / 8192;
    }
    double error = Math.sqrt((square - mean * mean) / 8192);
    assertEquals(4 * Math.PI * Math.PI / (2 / (s * s) - 1), mean, 4 * error);
  }

  @Test
  void findsBothModesAndDoesNotDependOnWorkers() {
    BoltzmannSettings shape = new BoltzmannSettings(8, 12, 1, 1, 64, 1e-3, 0, 10, 1);
    Flow start = BoltzmannGenerator.untrained(2, shape);
    FabSettings fab = FabSettings.of(Hmc.fixed(5), 0.3).withPath(4, 1).withBuffer(256, 4, 256 * 20);
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(3e-3), 2).withBatch(256).withMaxGradientNorm(10);
    float[][] early = new float[2][];
    try (Workers workers = Workers.ofThreads(3)) {
      FabTraining training = new FabTraining(start, TwoModes.ENERGY, fab, settings, workers);
      for (int i = 0; i < 20; i++) {
        training.step();
      }
      early[0] = training.trainer().flow().parameters();
    }
    FabTraining training = new FabTraining(start, TwoModes.ENERGY, fab, settings, Workers.serial());
    for (int i = 0; i < 800; i++) {
      training.step();
      if (i == 19) {
        early[1] = training.trainer().flow().parameters();
      }
    }
    assertArrayEquals(early[0], early[1]);
    assertEquals(256 * 20, training.buffer().size());
    // Levels of 5 leapfrog steps, and what weights need: 200 rounds.
    assertTrue(training.energyCalls() >= 200L * 256 * 4 * 5, "calls " + training.energyCalls());
    Evaluation e = Evaluation.of(training.generator(), 20_000, 1, Workers.serial());
    assertTrue(e.reverseEss() > 0.4, "ESS " + e.reverseEss());
    assertEquals(0, e.logZ().value(), 5 * e.logZ().error() + 1e-3);
    assertEquals(0.25, TwoModes.left(e.samples()), 0.03);
  }

  @Test
  void stepsBetweenRoundsAllocateNothing() {
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(1e-4), 2).withBatch(LANES);
    Trainer trainer = new Trainer(FLOW, filled(FLOW), settings, Workers.serial());
    Allocation.none("step", trainer::step);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new ReplayBuffer(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ReplayBuffer(1, 0));
    ReplayBuffer buffer = new ReplayBuffer(2, 10);
    assertThrows(
        IllegalArgumentException.class,
        () -> buffer.add(new float[2], new double[2], new double[2]));
    assertThrows(IllegalStateException.class, () -> new Fab(buffer).begin(0, 64));
    FabSettings settings = FabSettings.of(new RandomWalk(), 1);
    assertThrows(IllegalArgumentException.class, () -> settings.withPath(1, 0));
    assertThrows(IllegalArgumentException.class, () -> settings.withBuffer(64, 0, 64));
  }
}
