package org.p4inv.flows.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.data.EightGaussians;
import org.p4inv.flows.data.TwoMoons;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.normalization.ActNorm;

class MaximumLikelihoodTest {
  private static final LikelihoodSettings SHORT =
      LikelihoodSettings.DEFAULT.withEpochs(3).withBatch(100);
  private static final TrainingData MOONS = TrainingData.of(new TwoMoons().sample(700, 1), 2);

  private static Flow start() {
    return Flow.initial(
        new StandardNormal(2),
        Chain.of(
            new P4InvLinear(2, P4InvLinear.Start.REVERSAL),
            Couplings.affine(2, 1, Activation.TANH, 32),
            new P4InvLinear(2, P4InvLinear.Start.REVERSAL),
            Couplings.affine(2, 1, Activation.TANH, 32),
            new ActNorm(2)),
        3);
  }

  private static Flow scale(int d) {
    return Flow.initial(new StandardNormal(d), new ActNorm(d), 1);
  }

  /** The likelihood of a normal density has its maximum at weighted mean and deviation. */
  @Test
  void findsWeightedMeanAndDeviation() {
    float[] points = {1, 2, 3, 10};
    double[] weights = {4, 1, 2, 1};
    double mean = 22.0 / 8;
    double variance = (4 * 1 + 4 + 2 * 9 + 100) / 8.0 - mean * mean;
    LikelihoodSettings settings =
        LikelihoodSettings.DEFAULT
            .withEpochs(4000)
            .withLearningRate(1e-2, 0, 10)
            .withValidation(0, 1);
    Fit fit = MaximumLikelihood.fit(scale(1), TrainingData.of(points, 1, weights), settings);
    float[] parameters = fit.flow().parameters();
    assertEquals(0.5 * Math.log(variance), parameters[0], 1e-4);
    assertEquals(mean, parameters[1], 1e-3);
    assertEquals(4000, fit.bestEpoch());
    assertEquals(StopReason.EPOCHS, fit.stopped());
    double nll = 0.5 * Math.log(2 * Math.PI * Math.E * variance);
    assertEquals(nll, fit.history().get(3999).trainingNll(), 1e-5);
    assertTrue(Double.isNaN(fit.history().get(3999).validationNll()));
  }

  /** x is normal with deviation 1 around 3 t. */
  @Test
  void learnsHowTheDensityDependsOnTheContext() {
    int n = 1000;
    float[] context = new float[n];
    float[] points = new float[n];
    new RandomStream(1, Domain.APPLICATION).gaussian(context, 0, n);
    new RandomStream(2, Domain.APPLICATION).gaussian(points, 0, n);
    for (int i = 0; i < n; i++) {
      points[i] += 3 * context[i];
    }
    Flow start = Flow.initial(new StandardNormal(1), new ContextShift(), 1);
    TrainingData data = TrainingData.of(points, 1, new double[0], context, 1);
    LikelihoodSettings settings =
        LikelihoodSettings.DEFAULT
            .withEpochs(30)
            .withBatch(64)
            .withLearningRate(0.05, 0.01, 0)
            .withValidation(0, 1);
    Fit fit = MaximumLikelihood.fit(start, data, settings);
    // The estimate from 1,000 points scatters by 1 / sqrt(1000), their likelihood by sqrt(0.5) of
    // that.
    assertEquals(3, fit.flow().parameters()[0], 0.1);
    double nll = fit.history().get(29).trainingNll();
    assertEquals(0.5 * Math.log(2 * Math.PI * Math.E), nll, 0.07);
  }

  @Test
  void bitsDoNotDependOnTheThreads() {
    Fit alone = MaximumLikelihood.fit(start(), MOONS, SHORT);
    try (Workers workers = Workers.ofThreads(3)) {
      Fit together = MaximumLikelihood.fit(start(), MOONS, SHORT, workers, progress -> {});
      assertArrayEquals(alone.flow().parameters(), together.flow().parameters());
      assertArrayEquals(alone.flow().frozen(), together.flow().frozen());
      assertEquals(alone.history(), together.history());
    }
    Fit other = MaximumLikelihood.fit(start(), MOONS, SHORT.withSeed(2));
    assertFalse(Arrays.equals(alone.flow().parameters(), other.flow().parameters()));
  }

  /** 60 points and 1,000 weights: the flow learns them by heart. */
  @Test
  void keepsTheBestEpochAndStopsWhenPatienceEnds() {
    TrainingData few = TrainingData.of(new EightGaussians().sample(80, 1), 2);
    LikelihoodSettings settings =
        LikelihoodSettings.DEFAULT
            .withEpochs(2000)
            .withLearningRate(1e-2, 1, 0)
            .withValidation(0.25, 30);
    List<FitProgress> heard = new ArrayList<>();
    Fit fit = MaximumLikelihood.fit(start(), few, settings, Workers.serial(), heard::add);
    assertEquals(StopReason.PATIENCE, fit.stopped());
    assertEquals(fit.bestEpoch() + 30, fit.history().size());
    assertEquals(60, fit.trainingPoints());
    assertEquals(20, fit.validationPoints());
    double least = Double.POSITIVE_INFINITY;
    for (FitProgress progress : heard) {
      assertEquals(progress.epoch().validationNll() < least, progress.best());
      least = Math.min(least, progress.epoch().validationNll());
    }
    FitProgress best = heard.get(fit.bestEpoch() - 1);
    assertEquals(least, best.epoch().validationNll());
    assertArrayEquals(best.flow().parameters(), fit.flow().parameters());
    assertArrayEquals(best.flow().frozen(), fit.flow().frozen());
    assertFalse(
        Arrays.equals(heard.get(heard.size() - 1).flow().parameters(), fit.flow().parameters()));
    assertEquals(fit.history(), heard.stream().map(FitProgress::epoch).toList());
  }

  @Test
  void validationIsTheWeightedMeanOverPointsThatAreNotTrainedOn() {
    double[] weights = IntStream.range(0, 700).mapToDouble(i -> 1 + i % 4).toArray();
    TrainingData data = TrainingData.of(new TwoMoons().sample(700, 1), 2, weights);
    Fit fit = MaximumLikelihood.fit(start(), data, SHORT);
    Split split = Split.of(data, 0.1, 1);
    int[] both = new int[700];
    System.arraycopy(split.training(), 0, both, 0, 630);
    System.arraycopy(split.validation(), 0, both, 630, 70);
    Arrays.sort(both);
    assertArrayEquals(IntStream.range(0, 700).toArray(), both);
    double[] logDensity = fit.flow().logDensity(data.points(split.validation()));
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < 70; i++) {
      sum -= weights[split.validation()[i]] * logDensity[i];
      weight += weights[split.validation()[i]];
    }
    double nll = fit.history().get(fit.bestEpoch() - 1).validationNll();
    assertEquals(sum / weight, nll, 1e-12);
  }

  @Test
  void startValuesComeFromTheDataWhereWanted() {
    float[] points = new float[1000];
    new RandomStream(1, Domain.APPLICATION).gaussian(points, 0, points.length);
    for (int i = 0; i < points.length; i++) {
      points[i] = 100 + 5 * points[i];
    }
    TrainingData data = TrainingData.of(points, 1);
    LikelihoodSettings still = SHORT.withEpochs(1).withLearningRate(1e-9, 1, 0);
    float[] fitted = MaximumLikelihood.fit(scale(1), data, still).flow().parameters();
    assertEquals(Math.log(5), fitted[0], 0.1);
    assertEquals(100, fitted[1], 1);
    Flow start = scale(1);
    Fit kept = MaximumLikelihood.fit(start, data, still.withStartFromData(false));
    assertEquals(0, kept.flow().parameters()[1], 1e-6);
    assertArrayEquals(new float[2], start.parameters());
  }

  @Test
  void pointsSetAsideDoNotCount() {
    float[] clean = new TwoMoons().sample(300, 1);
    float[] dirty = new float[clean.length + 4];
    dirty[0] = Float.NaN;
    System.arraycopy(clean, 0, dirty, 2, clean.length);
    dirty[clean.length + 3] = Float.POSITIVE_INFINITY;
    Fit expected = MaximumLikelihood.fit(start(), TrainingData.of(clean, 2), SHORT);
    Fit fit = MaximumLikelihood.fit(start(), TrainingData.of(dirty, 2), SHORT);
    assertArrayEquals(expected.flow().parameters(), fit.flow().parameters());
    assertArrayEquals(new int[] {0, 301}, fit.setAside().indices());
    assertEquals(0, expected.setAside().count());
  }

  @Test
  void aListenerEndsTheTraining() {
    for (int steps : new int[] {0, 10, 17}) {
      int[] asked = {0};
      FitListener listener =
          new FitListener() {
            @Override
            public void onEpoch(FitProgress progress) {}

            @Override
            public boolean cancelled() {
              return asked[0]++ == steps;
            }
          };
      Fit fit = MaximumLikelihood.fit(start(), MOONS, SHORT, Workers.serial(), listener);
      assertEquals(StopReason.CANCELLED, fit.stopped());
      assertEquals(steps / 7, fit.history().size());
      assertEquals(steps / 7 == 0, fit.bestEpoch() == 0);
    }
  }

  @Test
  void divergenceKeepsTheBestOrFails() {
    float[] far = {3e38f, -3e38f, 1e38f, 2e38f};
    LikelihoodSettings bare = SHORT.withStartFromData(false).withEpochs(200);
    TrainingDivergedException none =
        assertThrows(
            TrainingDivergedException.class,
            () -> MaximumLikelihood.fit(scale(1), TrainingData.of(far, 1), bare));
    assertTrue(none.getMessage().contains("finite"), none.getMessage());
    TrainingData data = TrainingData.of(new TwoMoons().sample(100, 1), 2);
    // The first step ends good, with a rate of nearly 0; the warm-up then leads to absurd ones.
    LikelihoodSettings absurd =
        bare.withLearningRate(1e30, 1, 2_000_000_000).withValidation(0.1, 1000);
    Fit fit = MaximumLikelihood.fit(start(), data, absurd);
    assertEquals(StopReason.DIVERGED, fit.stopped());
    assertTrue(Double.isFinite(fit.history().get(fit.bestEpoch() - 1).validationNll()));
    for (float parameter : fit.flow().parameters()) {
      assertTrue(Float.isFinite(parameter));
    }
  }

  @Test
  void provenanceIsJson() {
    Fit fit = MaximumLikelihood.fit(start(), MOONS, SHORT);
    Config provenance = Config.parse(fit.provenance().toJson());
    assertEquals(fit.provenance(), provenance);
    assertEquals(MOONS.sha256(), provenance.object("data").text("sha256"));
    assertEquals(630, provenance.object("data").integer("training_points", 0, 1000));
    assertEquals(100, provenance.object("settings").integer("batch", 1, 1000));
    assertEquals(3, provenance.object("history").integer("epochs", 0, 1000));
    assertEquals("epochs", provenance.object("history").text("stopped"));
  }

  @Test
  void errorsSayWhatIsWrong() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> MaximumLikelihood.fit(scale(3), MOONS, SHORT));
    assertEquals("data must have the dimension of the flow, 3, got 2", e.getMessage());
    TrainingData one = TrainingData.of(new float[] {1, 2, Float.NaN, 1}, 2);
    e =
        assertThrows(
            IllegalArgumentException.class, () -> MaximumLikelihood.fit(scale(2), one, SHORT));
    assertTrue(e.getMessage().contains("1 of 2 points set aside"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> SHORT.withEpochs(0));
    assertThrows(IllegalArgumentException.class, () -> SHORT.withValidation(1, 1));
    assertThrows(IllegalArgumentException.class, () -> SHORT.withValidation(0.1, 0));
    assertThrows(IllegalArgumentException.class, () -> SHORT.withLearningRate(1, 2, 0));
  }
}
