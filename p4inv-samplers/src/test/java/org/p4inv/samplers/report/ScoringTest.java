package org.p4inv.samplers.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.mixture.GaussianMixture;

/** Masses, stand-ins and mean energies of points, by hand. */
class ScoringTest {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  private static final Energy FAR =
      new GaussianMixture(new double[] {1, 3}, new double[][] {{-50}, {50}}, new double[] {1, 1});

  private static Points points(float... rows) {
    return Points.of(new PointwiseEnergy("line", 1, (x, g) -> x[0]), rows, Workers.serial());
  }

  private static SampleScores score(Points points, float... reference) {
    Regions regions = Regions.of(FAR);
    Scoring scoring = new Scoring(regions, regions.truth(), reference, 1);
    return scoring.score(List.of(points), Workers.serial())[0];
  }

  @Test
  void equalWeights() {
    SampleScores scores = score(points(-50, -49, 51, 52), -50, -48, 52, 50);
    assertEquals(1, scores.meanEnergy());
    assertEquals(2, scores.statesCovered());
    assertEquals(0.25, scores.massError(), 1e-15);
    // In order: 0, 1, 1, 0 apart.
    assertEquals(Math.sqrt(2 / 4.0), scores.w2(), 1e-15);
  }

  @Test
  void weightsOfNothingAndBrokenWeights() {
    Points weighted =
        points(-50, -49, 51, 52, 99)
            .weighted(
                new double[] {NONE, 900, 900 + Math.log(3), Double.NaN, Double.POSITIVE_INFINITY});
    SampleScores scores = score(weighted, new float[0]);
    assertEquals((-49 + 3 * 51) / 4.0, scores.meanEnergy(), 1e-10);
    assertEquals(0, scores.massError(), 1e-10);
    assertEquals(2, scores.statesCovered());
    assertTrue(Double.isNaN(scores.w2()));
  }

  @Test
  void noWeightAtAll() {
    SampleScores scores = score(points(1, 2).weighted(new double[] {NONE, NONE}), 1, 2);
    assertTrue(Double.isNaN(scores.meanEnergy()));
    assertTrue(Double.isNaN(scores.massError()));
    assertTrue(Double.isNaN(scores.w2()));
  }

  @Test
  void standInsFollowTheWeights() {
    Points points = points(0, 1, 2, 3, 4, 5);
    assertArrayEquals(new float[] {1, 3, 5}, points.standIns(3));
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, points.standIns(6));
    assertArrayEquals(new float[] {0, 0, 1, 1}, points(0, 1).standIns(4));
    Points weighted = points.weighted(new double[] {NONE, 0, NONE, Math.log(3), NONE, NONE});
    assertArrayEquals(new float[] {1, 3, 3, 3}, weighted.standIns(4));
  }

  /**
   * A state of exact mass 1/2 that holds one point of four: 1/4 too little, and outside too much.
   */
  @Test
  void whatIsOutsideOfAllStatesCounts() {
    States half =
        new States() {
          @Override
          public List<String> names() {
            return List.of("left");
          }

          @Override
          public int stateOf(float[] points, int offset, int stride) {
            return points[offset] < 0 ? 0 : NONE;
          }

          @Override
          public OptionalDouble logProbability(int state) {
            return OptionalDouble.of(Math.log(0.5));
          }
        };
    Truth truth =
        new Truth() {
          @Override
          public Optional<States> states() {
            return Optional.of(half);
          }
        };
    Regions regions = Regions.of(new PointwiseEnergy("half", 1, Map.of(), truth, (x, g) -> 0));
    Scoring scoring = new Scoring(regions, regions.truth(), new float[0], 1);
    Points points = points(-1, 1, 2, 3);
    assertEquals(0.25, scoring.score(List.of(points), Workers.serial())[0].massError(), 1e-15);
  }

  /** Where no states are named the nearest mode counts, and masses are not known. */
  @Test
  void nearestModes() {
    List<double[]> modes = List.of(new double[] {0, 0}, new double[] {3, 0}, new double[] {0, 2});
    Truth truth =
        new Truth() {
          @Override
          public List<double[]> modes() {
            return modes;
          }
        };
    Energy energy = new PointwiseEnergy("modes", 2, Map.of(), truth, (x, g) -> 0);
    Regions regions = Regions.of(energy);
    assertEquals(modes.size(), regions.count());
    assertEquals("mode 1", regions.names().get(0));
    assertTrue(regions.truth().isEmpty());
    float[] rows = new float[2 * modes.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) modes.get(i / 2)[i % 2] + 0.01f;
    }
    double[] masses = regions.masses(Points.of(energy, rows, Workers.serial()));
    for (double mass : masses) {
      assertEquals(1.0 / modes.size(), mass, 1e-15);
    }
  }

  @Test
  void averages() {
    assertEquals(2, Average.mean(new double[] {1, 2, 3}));
    assertEquals(1, Average.deviation(new double[] {1, 2, 3}));
    assertEquals(1 / Math.sqrt(3), Average.of(new double[] {1, 2, 3}).error(), 1e-15);
    assertTrue(Double.isNaN(Average.mean(new double[0])));
  }
}
