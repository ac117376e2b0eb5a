package org.p4inv.flows.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.Flow;
import org.p4inv.flows.bijection.Differences;
import org.p4inv.flows.bijection.Digest;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.linear.Permutation;

/**
 * The examination that every base density takes, ours and those of others: extend it and return
 * your cases. Samples and log-density must belong to one another, see {@link Expectations}; pull-
 * backs must be those of {@link Differences}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BaseDensityContract {
  private static final int LANE = 17;

  /** The cases, each with random numbers. */
  protected abstract List<BaseCase> cases();

  Stream<BaseCase> caseStream() {
    return cases().stream();
  }

  Stream<BaseCase> casesOfFewDimensions() {
    return cases().stream().filter(c -> c.density().dimension() <= Expectations.MOST_DIMENSIONS);
  }

  @ParameterizedTest
  @MethodSource("casesOfFewDimensions")
  void samplesHaveTheDensityAndItIsNormalised(BaseCase c) {
    Expectations.check(c, 1);
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void samplesLieInTheSpace(BaseCase c) {
    int d = c.density().dimension();
    Space space = Space.reals(d);
    for (int j = 0; j < d; j++) {
      space = space.with(j, c.coordinates().get(j));
    }
    assertEquals(space, c.density().space(), c + " space");
    Workspace s = c.workspace();
    for (int tile = 0; tile < 64; tile++) {
      float[] z = c.sample(2, tile, s);
      for (int i = 0; i < z.length; i++) {
        Interval interval = c.coordinates().get(i / LANES);
        assertTrue(interval.low() < z[i] && z[i] < interval.high(), c + " sample " + z[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void pullbackOfTheLogDensityToThePointsIsThatOfDifferences(BaseCase c) {
    float[] z = c.sample(3, 0, c.workspace());
    Probe probe = new Probe(c);
    float[] zBar = new float[z.length];
    probe.scorePullback(z, zBar, new float[c.parameters().length]);
    Differences differences = new Differences(c + " point");
    for (int i = 0; i < z.length; i += 3) {
      int at = i;
      differences.add(
          at,
          zBar[at],
          step -> {
            float[] shifted = z.clone();
            shifted[at] += step;
            return probe.scoreLoss(shifted);
          });
    }
    differences.finish();
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void pullbackOfTheLogDensityToTheParametersIsThatOfDifferences(BaseCase c) {
    float[] z = c.sample(4, 0, c.workspace());
    Probe probe = new Probe(c);
    float[] gradient = new float[c.parameters().length];
    probe.scorePullback(z, new float[z.length], gradient);
    compareParameters(c, "log-density", gradient, () -> probe.scoreLoss(z));
  }

  /** As in training by energy: drawn, scored, and both pulled back, in one workspace. */
  @ParameterizedTest
  @MethodSource("caseStream")
  void pullbackOfDrawingAndScoringIsThatOfDifferences(BaseCase c) {
    Probe probe = new Probe(c);
    float[] gradient = new float[c.parameters().length];
    probe.drawPullback(gradient);
    compareParameters(c, "draw", gradient, probe::drawLoss);
  }

  /** The loss where the parameters stand. */
  @FunctionalInterface
  private interface Loss {
    double value();
  }

  private static void compareParameters(BaseCase c, String what, float[] gradient, Loss loss) {
    Differences differences = new Differences(c + " " + what + ", parameter");
    for (int i = 0; i < gradient.length; i++) {
      int at = i;
      differences.add(
          at,
          gradient[at],
          step -> {
            float saved = c.parameters()[at];
            c.parameters()[at] = saved + step;
            c.density().prepare(c.weights());
            double value = loss.value();
            c.parameters()[at] = saved;
            c.density().prepare(c.weights());
            return value;
          });
    }
    differences.finish();
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void logDensityAndPullbacksAreAddedAndInputsAreNotModified(BaseCase c) {
    Workspace s = c.workspace();
    float[] z = c.sample(5, 0, s);
    float[] savedZ = z.clone();
    double[] alone = c.logDensity(z, s);
    double[] added = new double[LANES];
    Arrays.fill(added, 5.0);
    c.density().addLogDensity(c.weights(), z, added, s);
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(5 + alone[lane], added[lane], 1e-12 * (5 + Math.abs(alone[lane])), c.name());
    }
    Probe probe = new Probe(c);
    float[] zBar = new float[z.length];
    float[] gradient = new float[c.parameters().length];
    probe.scorePullback(z, zBar, gradient);
    probe.drawPullback(gradient);
    float[] zBarFromOnes = new float[z.length];
    float[] gradientFromOnes = new float[gradient.length];
    Arrays.fill(zBarFromOnes, 1f);
    Arrays.fill(gradientFromOnes, 1f);
    probe.scorePullback(z, zBarFromOnes, gradientFromOnes);
    probe.drawPullback(gradientFromOnes);
    for (int i = 0; i < zBar.length; i++) {
      assertEquals(zBar[i] + 1, zBarFromOnes[i], 1e-5 * (1 + Math.abs(zBar[i])), c.name());
    }
    for (int i = 0; i < gradient.length; i++) {
      double size = 1 + Math.abs(gradient[i]);
      assertEquals(gradient[i] + 1, gradientFromOnes[i], 1e-4 * size, c + " index " + i);
    }
    assertArrayEquals(savedZ, z, c + " points");
    probe.assertCotangentsUnchanged();
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void pointsDoNotMix(BaseCase c) {
    Workspace s = c.workspace();
    float[] z = c.sample(6, 0, s);
    float[] changed = z.clone();
    float[] other = c.sample(6, 1, s);
    for (int i = LANE; i < z.length; i += LANES) {
      changed[i] = other[i];
    }
    double[] whole = c.logDensity(z, s);
    assertOtherLanesEqual(c, whole, c.logDensity(changed, s));
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void theContextOfAPointReachesThatPointOnly(BaseCase c) {
    Workspace s = c.workspace();
    float[] context = s.context().clone();
    for (int i = LANE; i < context.length; i += LANES) {
      context[i] += 1;
    }
    Workspace changed = c.workspace(context);
    float[] z = c.sample(7, 0, s);
    float[] moved = c.sample(7, 0, changed);
    boolean laneDiffers = false;
    for (int i = 0; i < z.length; i++) {
      if (i % LANES == LANE) {
        laneDiffers |= z[i] != moved[i];
      } else {
        assertEquals(z[i], moved[i], 0f, c + " context leak into sample " + i);
      }
    }
    assertEquals(context.length > 0, laneDiffers, c + " samples and their context");
    double[] whole = c.logDensity(z, s);
    double[] other = c.logDensity(z, changed);
    assertOtherLanesEqual(c, whole, other);
    assertEquals(context.length > 0, whole[LANE] != other[LANE], c + " density and its context");
  }

  private static void assertOtherLanesEqual(BaseCase c, double[] expected, double[] actual) {
    for (int lane = 0; lane < LANES; lane++) {
      if (lane != LANE) {
        assertEquals(expected[lane], actual[lane], 0, c + " leak into lane " + lane);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void samplesAreThoseOfTheStreamAlone(BaseCase c) {
    Workspace used = c.workspace();
    float[] first = c.sample(8, 0, used);
    assertFalse(Arrays.equals(first, c.sample(8, 1, used)), c + " another stream");
    new Probe(c).drawLoss();
    c.logDensity(c.sample(9, 5, used), used);
    assertArrayEquals(first, c.sample(8, 0, used), c + " a used workspace");
    assertArrayEquals(first, c.sample(8, 0, c.workspace()), c + " a fresh workspace");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void flowsAreTheSameForAnyWorkers(BaseCase c) {
    int n = 300;
    int d = c.density().dimension();
    Flow flow =
        Flow.of(c.density(), Permutation.reversal(d), c.parameters().clone(), c.frozen().clone());
    float[] context = new float[n * c.density().contextDimension()];
    new RandomStream(10, Domain.APPLICATION).gaussian(context, 0, context.length);
    float[] alone = new float[n * d];
    double[] aloneDensity = new double[n];
    flow.sample(11, context, alone, aloneDensity, Workers.serial());
    assertArrayEquals(aloneDensity, flow.logDensity(alone, context), c + " scored");
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = Workers.ofThreads(threads)) {
        float[] points = new float[n * d];
        double[] logDensity = new double[n];
        flow.sample(11, context, points, logDensity, workers);
        assertArrayEquals(alone, points, c + " on " + threads);
        assertArrayEquals(aloneDensity, logDensity, c + " on " + threads);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void descriptionMakesAnEqualDensity(BaseCase c) {
    Config config = c.density().config();
    BaseDensity copy = new BaseReader().read(Config.parse(config.toJson()));
    assertEquals(config, copy.config(), c + " description");
    assertEquals(c.density().space(), copy.space(), c + " space");
    Weights weights = copy.bind(new Storage(c.parameters().clone(), c.frozen().clone(), copy));
    copy.refresh(weights);
    float[] z = new float[copy.dimension() * LANES];
    double[] logDensity = new double[LANES];
    Workspace s = copy.workspace();
    s.lendContext(c.workspace().context());
    RandomStream random = new RandomStream(0, Domain.SAMPLING);
    random.restart(12, Domain.SAMPLING, 0, 0);
    copy.sample(weights, random, z, s);
    copy.addLogDensity(weights, z, logDensity, s);
    assertArrayEquals(c.sample(12, 0, c.workspace()), z, c + " samples");
    assertArrayEquals(c.logDensity(z, c.workspace()), logDensity, c + " log-densities");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void threadsShareTheWeights(BaseCase c) {
    List<byte[]> alone = IntStream.range(0, 32).mapToObj(tile -> digest(c, tile)).toList();
    List<byte[]> together =
        IntStream.range(0, 32).parallel().mapToObj(tile -> digest(c, tile)).toList();
    for (int tile = 0; tile < alone.size(); tile++) {
      assertArrayEquals(alone.get(tile), together.get(tile), c + " tile " + tile);
    }
  }

  /** Samples, log-densities, cotangents and gradient of one tile. */
  static byte[] digest(BaseCase c, int tile) {
    Workspace s = c.workspace();
    float[] z = c.sample(13, tile, s);
    double[] logDensity = c.logDensity(z, s);
    float[] zBar = c.normalTile(14);
    float[] gradient = new float[c.parameters().length];
    c.density().addLogDensityPullback(c.weights(), z, c.normalLanes(15), zBar, gradient, s);
    c.density().samplePullback(c.weights(), z, zBar, gradient, s);
    return new Digest().add(z).add(logDensity).add(zBar).add(gradient).bytes();
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void allocatesNothing(BaseCase c) {
    Workspace s = c.workspace();
    float[] z = c.sample(16, 0, s);
    RandomStream random = new RandomStream(16, Domain.SAMPLING);
    double[] lanes = new double[LANES];
    double[] bar = c.normalLanes(17);
    float[] zBar = c.normalTile(18);
    float[] gradient = new float[c.parameters().length];
    Allocation.none(
        c.name(),
        () -> {
          random.restart(Domain.SAMPLING, 0, 1);
          c.density().sample(c.weights(), random, z, s);
          c.density().addLogDensity(c.weights(), z, lanes, s);
          c.density().addLogDensityPullback(c.weights(), z, bar, zBar, gradient, s);
          c.density().samplePullback(c.weights(), z, zBar, gradient, s);
          c.density().prepare(c.weights());
        });
  }

  /** A scalar loss, the sum of cotangents times outputs, and its pullback. */
  private static final class Probe {
    private static final int SEED = 20;

    private final BaseCase c;
    private final float[] zBar;
    private final double[] logDensityBar;

    Probe(BaseCase c) {
      this.c = c;
      this.zBar = c.normalTile(21);
      this.logDensityBar = c.normalLanes(22);
    }

    double scoreLoss(float[] z) {
      return scoreLoss(z, c.workspace());
    }

    private double scoreLoss(float[] z, Workspace s) {
      double[] logDensity = c.logDensity(z, s);
      double loss = 0;
      for (int lane = 0; lane < LANES; lane++) {
        loss += logDensityBar[lane] * logDensity[lane];
      }
      return loss;
    }

    void scorePullback(float[] z, float[] bar, float[] gradient) {
      Workspace s = c.workspace();
      c.logDensity(z, s);
      c.density().addLogDensityPullback(c.weights(), z, logDensityBar, bar, gradient, s);
    }

    double drawLoss() {
      Workspace s = c.workspace();
      float[] z = c.sample(SEED, 0, s);
      double loss = scoreLoss(z, s);
      for (int i = 0; i < z.length; i++) {
        loss += (double) zBar[i] * z[i];
      }
      return loss;
    }

    void drawPullback(float[] gradient) {
      Workspace s = c.workspace();
      float[] z = c.sample(SEED, 0, s);
      c.logDensity(z, s);
      float[] bar = zBar.clone();
      c.density().addLogDensityPullback(c.weights(), z, logDensityBar, bar, gradient, s);
      float[] saved = bar.clone();
      c.density().samplePullback(c.weights(), z, bar, gradient, s);
      assertArrayEquals(saved, bar, c + " cotangent of the samples");
    }

    void assertCotangentsUnchanged() {
      assertArrayEquals(c.normalLanes(22), logDensityBar, c + " cotangent of the log-density");
    }
  }
}
