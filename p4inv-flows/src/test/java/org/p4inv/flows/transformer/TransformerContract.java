package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.flows.transformer.TransformerCase.IN_AT;
import static org.p4inv.flows.transformer.TransformerCase.OUT_AT;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Workspace;

/**
 * The examination that every transformer takes, ours and those of others: extend it and return your
 * cases.
 *
 * <p>Tolerances: a map is some tens of float operations (unit roundoff 6e-8) with condition numbers
 * up to about 100, so values agree to {@link #ROUND_TRIP} of their size. Derivatives are compared
 * with {@link Differences}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TransformerContract {
  private static final double ROUND_TRIP = 2e-5;
  private static final double IDENTITY = 1e-6;

  /** The cases. */
  protected abstract List<TransformerCase> cases();

  Stream<TransformerCase> caseStream() {
    return cases().stream();
  }

  Stream<Arguments> caseDirections() {
    return cases().stream()
        .flatMap(c -> Stream.of(Direction.values()).map(d -> Arguments.of(c, d)));
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void isNotTheIdentity(TransformerCase c) {
    float[] x = c.points(1);
    TransformerCase.Image y = c.map(Direction.FORWARD, x, c.parameters(2));
    double distance =
        IntStream.range(0, c.size())
            .mapToDouble(i -> Math.abs(c.difference(x[IN_AT + i], y.at(i))))
            .max()
            .orElse(0);
    assertTrue(distance > 0.1, c + " is nearly the identity and tests nothing: " + distance);
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void zeroParametersAreTheIdentity(TransformerCase c, Direction direction) {
    float[] in = c.points(3);
    float[] zero = new float[c.size() * c.transformer().parameterCount()];
    TransformerCase.Image out = c.map(direction, in, zero);
    for (int i = 0; i < c.size(); i++) {
      double size = 1 + Math.abs(in[IN_AT + i]);
      assertEquals(0, c.difference(in[IN_AT + i], out.at(i)), IDENTITY * size, c + " index " + i);
    }
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(0, out.logDet()[lane], IDENTITY * c.n(), c + " log-det, lane " + lane);
    }
  }

  /**
   * There and back is where one was, or, where the map is so flat that its image does not tell,
   * somewhere with the same image.
   */
  @ParameterizedTest
  @MethodSource("caseDirections")
  void roundTripReturns(TransformerCase c, Direction direction) {
    float[] in = c.points(4);
    float[] h = c.parameters(5);
    TransformerCase.Image out = c.map(direction, in, h);
    TransformerCase.Image back = c.map(direction.opposite(), c.asInputs(out), h);
    TransformerCase.Image again = c.map(direction, c.asInputs(back), h);
    for (int i = 0; i < c.size(); i++) {
      double size = 1 + Math.max(Math.abs(in[IN_AT + i]), Math.abs(out.at(i)));
      double error =
          Math.min(
              Math.abs(c.difference(in[IN_AT + i], back.at(i))),
              Math.abs(c.difference(out.at(i), again.at(i))));
      assertEquals(0, error, ROUND_TRIP * size, c + " index " + i);
    }
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(
          0,
          again.logDet()[lane] + back.logDet()[lane],
          ROUND_TRIP * c.n() * (1 + Math.abs(back.logDet()[lane])),
          c + " log-det there and back, lane " + lane);
    }
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void logDetIsThatOfTheNumericalJacobian(TransformerCase c, Direction direction) {
    int n = c.n();
    float[] in = c.points(6);
    float[] h = c.parameters(7);
    TransformerCase.Image base = c.map(direction, in, h);
    double[][] fine = new double[LANES][n * n];
    double[][] coarse = new double[LANES][n * n];
    for (int j = 0; j < n; j++) {
      int feature = j;
      Differences.Pair column =
          Differences.Pair.of(
              shift -> differences(c, base, c.map(direction, c.shifted(in, feature, shift), h)));
      for (int i = 0; i < c.size(); i++) {
        int at = i / LANES * n + j;
        fine[i % LANES][at] = column.fine()[i];
        coarse[i % LANES][at] = column.coarse()[i];
      }
    }
    Differences differences = new Differences(c + " log-det");
    for (int lane = 0; lane < LANES; lane++) {
      double expected = new Lu(n).decompose(fine[lane], 0).logAbsDet();
      double check = new Lu(n).decompose(coarse[lane], 0).logAbsDet();
      differences.compare("lane " + lane, base.logDet()[lane], expected, check, n);
    }
    differences.finish();
  }

  private static double[] differences(
      TransformerCase c, TransformerCase.Image base, TransformerCase.Image other) {
    double[] differences = new double[c.size()];
    Arrays.setAll(differences, i -> c.difference(base.at(i), other.at(i)));
    return differences;
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void pullbackOfThePointsIsThatOfDifferences(TransformerCase c, Direction direction) {
    Probe probe = new Probe(c, direction, 8);
    float[] inBar = c.row();
    probe.pullback(inBar, new float[probe.h.length]);
    Differences differences = new Differences(c + " " + direction + " points");
    for (int j = 0; j < c.n(); j++) {
      int feature = j;
      Differences.Pair pair =
          Differences.Pair.of(shift -> probe.losses(c.shifted(probe.in, feature, shift), probe.h));
      for (int lane = 0; lane < LANES; lane++) {
        float actual = inBar[IN_AT + j * LANES + lane];
        String where = "coordinate " + j + ", lane " + lane;
        differences.compare(where, actual, pair.fine()[lane], pair.coarse()[lane], 1);
      }
    }
    differences.finish();
    assertTrue(c.guardsAreIntact(inBar, IN_AT), c + " wrote beyond the points' cotangents");
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void pullbackOfTheParametersIsThatOfDifferences(TransformerCase c, Direction direction) {
    Probe probe = new Probe(c, direction, 9);
    float[] hBar = new float[probe.h.length];
    Arrays.fill(hBar, Float.NaN);
    probe.pullback(c.row(), hBar);
    Differences differences = new Differences(c + " " + direction + " parameters");
    for (int from = 0; from < hBar.length; from += LANES) {
      int feature = from;
      Differences.Pair pair =
          Differences.Pair.of(
              shift -> {
                float[] h = probe.h.clone();
                for (int i = feature; i < feature + LANES; i++) {
                  h[i] += shift;
                }
                return probe.losses(probe.in, h);
              });
      for (int lane = 0; lane < LANES; lane++) {
        String where =
            "parameter " + from / LANES / c.n() + " of coordinate " + from / LANES % c.n();
        double fine = pair.fine()[lane];
        differences.compare(
            where + ", lane " + lane, hBar[from + lane], fine, pair.coarse()[lane], 1);
      }
    }
    differences.finish();
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void cotangentsOfTheParametersAreTheSameWhereNobodyNeedsThePoints(
      TransformerCase c, Direction direction) {
    Probe probe = new Probe(c, direction, 10);
    float[] hBar = new float[probe.h.length];
    float[] alone = new float[probe.h.length];
    probe.pullback(c.row(), hBar);
    probe.pullback(null, alone);
    assertArrayEquals(hBar, alone, c + " without the points' cotangent");
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void pointsDoNotMix(TransformerCase c, Direction direction) {
    float[] in = c.points(11);
    float[] h = c.parameters(12);
    TransformerCase.Image whole = c.map(direction, in, h);
    float[] changedIn = in.clone();
    float[] otherPoints = c.points(13);
    for (int i = 17; i < c.size(); i += LANES) {
      changedIn[IN_AT + i] = otherPoints[IN_AT + i];
    }
    float[] changedH = h.clone();
    for (int i = 17; i < h.length; i += LANES) {
      changedH[i] += 1;
    }
    TransformerCase.Image other = c.map(direction, changedIn, changedH);
    boolean lane17Differs = false;
    for (int i = 0; i < c.size(); i++) {
      if (i % LANES == 17) {
        lane17Differs |= whole.at(i) != other.at(i);
      } else {
        assertEquals(whole.at(i), other.at(i), 0f, c + " leak into index " + i);
        assertEquals(whole.logDet()[i % LANES], other.logDet()[i % LANES], 0, c + " log-det leak");
      }
    }
    assertTrue(lane17Differs, c + " ignores its input");
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void logDetIsAddedAndInputsAreNotModified(TransformerCase c, Direction direction) {
    Probe probe = new Probe(c, direction, 14);
    float[] savedIn = probe.in.clone();
    float[] savedH = probe.h.clone();
    float[] savedOutBar = probe.outBar.clone();
    double[] savedLogDetBar = probe.logDetBar.clone();
    float[] out = c.row();
    double[] logDet = new double[LANES];
    Arrays.fill(logDet, 5.0);
    c.map(direction, probe.in, probe.h, out, logDet, c.transformer().workspace(c.n()));
    for (int lane = 0; lane < LANES; lane++) {
      double expected = 5 + probe.base.logDet()[lane];
      assertEquals(expected, logDet[lane], 1e-12 * (5 + Math.abs(expected)), c + " lane " + lane);
    }
    assertTrue(c.guardsAreIntact(out, OUT_AT), c + " wrote beyond its outputs");
    probe.pullback(c.row(), new float[probe.h.length]);
    assertArrayEquals(savedIn, probe.in, c + " points");
    assertArrayEquals(savedH, probe.h, c + " parameters");
    assertArrayEquals(savedOutBar, probe.outBar, c + " output cotangent");
    assertArrayEquals(savedLogDetBar, probe.logDetBar, c + " log-det cotangent");
  }

  /** A workspace that worked for other points leaves no trace. */
  @ParameterizedTest
  @MethodSource("caseDirections")
  void aUsedWorkspaceGivesTheSame(TransformerCase c, Direction direction) {
    Probe probe = new Probe(c, direction, 15);
    float[] fresh = new float[probe.h.length];
    probe.pullback(c.row(), fresh);
    new Probe(c, direction.opposite(), 16).run(c.row(), new float[fresh.length], probe.s);
    float[] used = new float[fresh.length];
    probe.run(c.row(), used, probe.s);
    assertArrayEquals(fresh, used, c + " after other points");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void allocatesNothing(TransformerCase c) {
    Direction[] directions = Direction.values();
    Probe[] probes = {new Probe(c, directions[0], 17), new Probe(c, directions[1], 17)};
    float[] inBar = c.row();
    float[] hBar = new float[probes[0].h.length];
    Allocation.none(
        c.name(),
        () -> {
          for (Probe probe : probes) {
            probe.run(inBar, hBar, probe.s);
          }
        });
  }

  /** A direction at random points and parameters, with a loss linear in its results. */
  private static final class Probe {
    final TransformerCase c;
    final Direction direction;
    final float[] in;
    final float[] h;
    final float[] outBar;
    final double[] logDetBar;
    final TransformerCase.Image base;
    final Workspace s;
    private final float[] out;
    private final double[] logDet = new double[LANES];

    Probe(TransformerCase c, Direction direction, long seed) {
      this.c = c;
      this.direction = direction;
      in = c.points(100 * seed);
      h = c.parameters(100 * seed + 1);
      outBar = c.cotangents(100 * seed + 2);
      logDetBar = c.lanes(100 * seed + 3);
      base = c.map(direction, in, h);
      s = c.transformer().workspace(c.n());
      out = c.row();
    }

    /** The map and its pullback, with a workspace that is new. */
    void pullback(float[] inBar, float[] hBar) {
      run(inBar, hBar, c.transformer().workspace(c.n()));
    }

    void run(float[] inBar, float[] hBar, Workspace workspace) {
      c.map(direction, in, h, out, logDet, workspace);
      c.pullback(direction, in, h, out, outBar, logDetBar, inBar, hBar, workspace);
    }

    /** The loss of each lane at other points or parameters, less that at the probe's own. */
    double[] losses(float[] otherIn, float[] otherH) {
      TransformerCase.Image image = c.map(direction, otherIn, otherH);
      double[] losses = new double[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        losses[lane] = logDetBar[lane] * (image.logDet()[lane] - base.logDet()[lane]);
      }
      for (int i = 0; i < c.size(); i++) {
        losses[i % LANES] += outBar[OUT_AT + i] * c.difference(base.at(i), image.at(i));
      }
      return losses;
    }
  }
}
