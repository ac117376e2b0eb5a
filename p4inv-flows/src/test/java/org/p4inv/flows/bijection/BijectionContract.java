package org.p4inv.flows.bijection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.config.Config;

/**
 * The examination that every bijection takes, ours and those of others: extend it and return your
 * cases.
 *
 * <p>Tolerances: maps run in float (unit roundoff 6e-8), with a few hundred roundings in the
 * largest case and condition numbers up to about 100, so values agree to {@link #ROUND_TRIP} of
 * their size. Derivatives: see {@link Differences}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BijectionContract {
  private static final double ROUND_TRIP = 2e-5;
  private static final double LOG_DET_SUM = 2e-5;
  private static final float STEP = Differences.STEP;

  /** The cases, each with random numbers. */
  protected abstract List<BijectionCase> cases();

  Stream<BijectionCase> caseStream() {
    return cases().stream();
  }

  Stream<Arguments> caseDirections() {
    return cases().stream()
        .flatMap(c -> Stream.of(Direction.values()).map(d -> Arguments.of(c, d)));
  }

  private static double scale(float[] values) {
    double max = 1;
    for (float value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void isNotTheIdentity(BijectionCase c) {
    float[] x = c.tile(Direction.FORWARD, 1);
    float[] y = Image.of(c, Direction.FORWARD, x).tile();
    double distance =
        IntStream.range(0, x.length).mapToDouble(i -> Math.abs(y[i] - x[i])).max().orElse(0);
    assertTrue(distance > 0.1, c + " is nearly the identity and tests nothing: " + distance);
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void spacesAreThoseOfTheCase(BijectionCase c) {
    assertEquals(c.codomain(), c.bijection().image(c.domain()), c + " image");
    assertEquals(c.domain(), c.bijection().preimage(c.codomain()), c + " preimage");
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void roundTripReturns(BijectionCase c, Direction direction) {
    float[] in = c.tile(direction, 2);
    Image out = Image.of(c, direction, in);
    Image back = Image.of(c, direction.opposite(), out.tile());
    double tolerance = ROUND_TRIP * scale(out.tile());
    for (int i = 0; i < in.length; i++) {
      assertEquals(in[i], back.tile()[i], tolerance, c + " round trip, index " + i);
    }
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(
          0,
          out.logDet()[lane] + back.logDet()[lane],
          LOG_DET_SUM * (1 + Math.abs(out.logDet()[lane])),
          c + " log-det there and back, lane " + lane);
    }
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void logDetIsThatOfTheNumericalJacobian(BijectionCase c, Direction direction) {
    int d = c.bijection().dimension();
    float[] in = c.tile(direction, 3);
    double[][] fine = jacobians(c, direction, in, STEP / 2);
    double[][] coarse = jacobians(c, direction, in, STEP);
    double[] logDet = Image.of(c, direction, in).logDet();
    int compared = 0;
    for (int lane = 0; lane < LANES; lane++) {
      double expected = new Lu(d).decompose(fine[lane], 0).logAbsDet();
      double check = new Lu(d).decompose(coarse[lane], 0).logAbsDet();
      if (Math.abs(expected - check) < Differences.KINK * d) {
        compared++;
        assertEquals(
            expected, logDet[lane], Differences.DERIVATIVE * d, c + " log-det, lane " + lane);
      }
    }
    assertTrue(
        compared >= Differences.COMPARED * LANES, c + " compared only " + compared + " lanes");
  }

  /** For each lane the d x d matrix of derivatives. */
  private static double[][] jacobians(
      BijectionCase c, Direction direction, float[] in, float step) {
    int d = c.bijection().dimension();
    double[][] jacobians = new double[LANES][d * d];
    for (int j = 0; j < d; j++) {
      float[][] images = new float[5][];
      float[] shifts = new float[5];
      for (int k = -2; k <= 2; k++) {
        float[] shifted = in.clone();
        for (int lane = 0; lane < LANES; lane++) {
          shifted[j * LANES + lane] += k * step;
        }
        images[k + 2] = Image.of(c, direction, shifted).tile();
        shifts[k + 2] = k * step;
      }
      for (int i = 0; i < d; i++) {
        for (int lane = 0; lane < LANES; lane++) {
          int at = i * LANES + lane;
          double near = (double) images[3][at] - images[1][at];
          double far = (double) images[4][at] - images[0][at];
          jacobians[lane][i * d + j] = (8 * near - far) / (12 * step);
        }
      }
    }
    return jacobians;
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void pullbackOfTheInputIsThatOfDifferences(BijectionCase c, Direction direction) {
    float[] in = c.tile(direction, 4);
    Probe probe = new Probe(c, direction, in);
    float[] inBar = probe.pullback().inBar();
    Differences comparison = new Differences(c + " input");
    for (int j = 0; j < c.bijection().dimension(); j++) {
      int feature = j;
      for (int lane = 0; lane < LANES; lane += 7) {
        int at = feature * LANES + lane;
        comparison.add(at, inBar[at], step -> probe.lossWithInput(at, step));
      }
    }
    comparison.finish();
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void pullbackOfTheParametersIsThatOfDifferences(BijectionCase c, Direction direction) {
    int n = c.parameters().length;
    Probe probe = new Probe(c, direction, c.tile(direction, 5));
    float[] gradient = probe.pullback().gradient();
    Differences comparison = new Differences(c + " parameters");
    int stride = Math.max(1, n / 97);
    for (int i = 0; i < n; i += stride) {
      int at = i;
      comparison.add(at, gradient[at], step -> probe.lossWithParameter(at, step));
    }
    if (n > 0) {
      comparison.finish();
    }
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void pullbackAddsToTheGradient(BijectionCase c, Direction direction) {
    int n = c.parameters().length;
    // The gradient is added: starting from ones it ends one higher everywhere.
    Probe probe = new Probe(c, direction, c.tile(direction, 6));
    float[] fromZero = probe.pullback().gradient();
    float[] fromOnes = new float[n];
    Arrays.fill(fromOnes, 1f);
    probe.pullback(fromOnes);
    for (int i = 0; i < n; i++) {
      assertEquals(
          fromZero[i] + 1, fromOnes[i], 1e-4 * (1 + Math.abs(fromZero[i])), c + " index " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void gradientIsTheSameWhereNobodyNeedsTheInputs(BijectionCase c, Direction direction) {
    Probe probe = new Probe(c, direction, c.tile(direction, 14));
    float[] gradient = new float[c.parameters().length];
    probe.pullback(null, gradient);
    assertArrayEquals(probe.pullback().gradient(), gradient, c + " without the input's cotangent");
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void pointsDoNotMix(BijectionCase c, Direction direction) {
    int d = c.bijection().dimension();
    float[] in = c.tile(direction, 7);
    Image whole = Image.of(c, direction, in);
    float[] changed = in.clone();
    float[] others = c.tile(direction, 16);
    for (int j = 0; j < d; j++) {
      changed[j * LANES + 17] = others[j * LANES + 17];
    }
    Image other = Image.of(c, direction, changed);
    boolean lane17Differs = false;
    for (int i = 0; i < in.length; i++) {
      if (i % LANES == 17) {
        lane17Differs |= whole.tile()[i] != other.tile()[i];
      } else {
        assertEquals(whole.tile()[i], other.tile()[i], 0f, c + " leak into index " + i);
        assertEquals(whole.logDet()[i % LANES], other.logDet()[i % LANES], 0, c + " log-det leak");
      }
    }
    assertTrue(lane17Differs, c + " ignores its input");
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void theContextOfAPointReachesThatPointOnly(BijectionCase c, Direction direction) {
    float[] in = c.tile(direction, 15);
    Image whole = Image.of(c, direction, in);
    Workspace s = c.workspace();
    float[] saved = s.context().clone();
    float[] changed = saved.clone();
    for (int i = 17; i < changed.length; i += LANES) {
      changed[i] += 1;
    }
    s.lendContext(changed);
    float[] out = new float[in.length];
    double[] logDet = new double[LANES];
    direction.map(c.bijection(), c.weights(), in, out, logDet, s);
    boolean lane17Differs = false;
    for (int i = 0; i < in.length; i++) {
      if (i % LANES == 17) {
        lane17Differs |= whole.tile()[i] != out[i];
      } else {
        assertEquals(whole.tile()[i], out[i], 0f, c + " context leak into index " + i);
        assertEquals(whole.logDet()[i % LANES], logDet[i % LANES], 0, c + " context leak");
      }
    }
    assertEquals(saved.length > 0, lane17Differs, c + " and its context");
  }

  @ParameterizedTest
  @MethodSource("caseDirections")
  void logDetIsAddedAndInputsAreNotModified(BijectionCase c, Direction direction) {
    float[] in = c.tile(direction, 8);
    float[] saved = in.clone();
    double[] logDet = Image.of(c, direction, in).logDet();
    double[] added = new double[LANES];
    Arrays.fill(added, 5.0);
    float[] out = new float[in.length];
    Workspace s = c.workspace();
    direction.map(c.bijection(), c.weights(), in, out, added, s);
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(
          5 + logDet[lane], added[lane], 1e-12 * (5 + Math.abs(logDet[lane])), c + " lane " + lane);
    }
    float[] outBar = c.normalTile(9);
    float[] savedBar = outBar.clone();
    double[] logDetBar = c.normalLanes(10);
    double[] savedLogDetBar = logDetBar.clone();
    direction.pullback(
        c.bijection(),
        c.weights(),
        in,
        out,
        outBar,
        logDetBar,
        new float[in.length],
        new float[c.parameters().length],
        s);
    assertArrayEquals(saved, in, c + " input");
    assertArrayEquals(savedBar, outBar, c + " output cotangent");
    assertArrayEquals(savedLogDetBar, logDetBar, c + " log-det cotangent");
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void descriptionMakesAnEqualBijection(BijectionCase c) {
    Config config = c.bijection().config();
    Bijection copy = new BijectionReader().read(Config.parse(config.toJson()));
    assertEquals(config, copy.config(), c + " description");
    Weights weights = copy.bind(new Storage(c.parameters().clone(), c.frozen().clone(), copy));
    copy.refresh(weights);
    for (Direction direction : Direction.values()) {
      float[] x = c.tile(direction, 11);
      Image expected = Image.of(c, direction, x);
      float[] y = new float[x.length];
      double[] logDet = new double[LANES];
      direction.map(copy, weights, x, y, logDet, c.workspace());
      assertArrayEquals(expected.tile(), y, c + " " + direction);
      assertArrayEquals(expected.logDet(), logDet, c + " " + direction);
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void threadsShareTheWeights(BijectionCase c) {
    List<Long> seeds = LongStream.range(0, 32).boxed().toList();
    List<byte[]> alone = seeds.stream().map(seed -> Digest.ofBothDirections(c, seed)).toList();
    List<byte[]> together =
        seeds.parallelStream().map(seed -> Digest.ofBothDirections(c, seed)).toList();
    for (int i = 0; i < alone.size(); i++) {
      assertArrayEquals(alone.get(i), together.get(i), c + " tile " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("caseStream")
  void allocatesNothing(BijectionCase c) {
    Direction[] directions = Direction.values();
    float[] ofForward = c.tile(Direction.FORWARD, 12);
    float[] ofInverse = c.tile(Direction.INVERSE, 12);
    float[] y = new float[ofForward.length];
    float[] bar = c.normalTile(13);
    float[] inBar = new float[y.length];
    double[] lanes = new double[LANES];
    float[] gradient = new float[c.parameters().length];
    Workspace s = c.workspace();
    Allocation.none(
        c.name(),
        () -> {
          for (Direction direction : directions) {
            float[] x = direction == Direction.FORWARD ? ofForward : ofInverse;
            direction.map(c.bijection(), c.weights(), x, y, lanes, s);
            direction.pullback(c.bijection(), c.weights(), x, y, bar, lanes, inBar, gradient, s);
          }
          Arrays.fill(gradient, 0f);
          Arrays.fill(lanes, 0.0);
          c.bijection().prepare(c.weights());
        });
  }

  /** A scalar loss of one direction, sum of cotangents times outputs, and its pullback. */
  private static final class Probe {
    private final BijectionCase c;
    private final Direction direction;
    private final float[] in;
    private final float[] outBar;
    private final double[] logDetBar;

    Probe(BijectionCase c, Direction direction, float[] in) {
      this.c = c;
      this.direction = direction;
      this.in = in;
      this.outBar = c.normalTile(20);
      this.logDetBar = c.normalLanes(21);
    }

    record Gradients(float[] inBar, float[] gradient) {}

    Gradients pullback() {
      return pullback(new float[c.parameters().length]);
    }

    Gradients pullback(float[] gradient) {
      float[] inBar = new float[in.length];
      pullback(inBar, gradient);
      return new Gradients(inBar, gradient);
    }

    void pullback(float[] inBar, float[] gradient) {
      float[] out = new float[in.length];
      Workspace s = c.workspace();
      direction.map(c.bijection(), c.weights(), in, out, new double[LANES], s);
      direction.pullback(
          c.bijection(), c.weights(), in, out, outBar, logDetBar, inBar, gradient, s);
    }

    private double loss(float[] input) {
      Image image = Image.of(c, direction, input);
      double loss = 0;
      for (int i = 0; i < input.length; i++) {
        loss += (double) outBar[i] * image.tile()[i];
      }
      for (int lane = 0; lane < LANES; lane++) {
        loss += logDetBar[lane] * image.logDet()[lane];
      }
      return loss;
    }

    double lossWithInput(int at, float step) {
      float[] shifted = in.clone();
      shifted[at] += step;
      return loss(shifted);
    }

    double lossWithParameter(int at, float step) {
      float saved = c.parameters()[at];
      c.parameters()[at] = saved + step;
      c.bijection().prepare(c.weights());
      double loss = loss(in);
      c.parameters()[at] = saved;
      c.bijection().prepare(c.weights());
      return loss;
    }
  }
}
