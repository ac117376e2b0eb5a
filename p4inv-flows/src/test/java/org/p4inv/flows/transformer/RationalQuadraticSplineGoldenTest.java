package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Json;

/**
 * The spline against the implementation of its authors in double precision: both directions, all
 * gradients, tails; 40 points each with parameters of its own, K = 4 to 16.
 *
 * <p>The reference's derivative is 0.001 + softplus(u) without a shift, so that h = u - shift.
 */
class RationalQuadraticSplineGoldenTest {
  /** Float roundoff of B and of the knots, 3e-7, divided by the smallest slope met, about 0.01. */
  private static final double VALUE = 3e-5;

  /** The same through a division by a slope, or by a slope and a width. */
  private static final double GRADIENT = 1e-4;

  /** ln(e^0.999 - 1): what the reference would have to add for h = 0 to be the identity. */
  private static final double SHIFT = StrictMath.log(StrictMath.expm1(0.999));

  record Case(Map<?, ?> json) {
    int bins() {
      return (int) numbers("bins")[0];
    }

    double bound() {
      return numbers("tail_bound")[0];
    }

    double[] numbers(String key) {
      return flat(json.get(key));
    }

    double[] numbers(Direction direction, String key) {
      return flat(((Map<?, ?>) json.get(direction.name().toLowerCase(Locale.ROOT))).get(key));
    }

    @Override
    public String toString() {
      return "K = " + bins();
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in =
        RationalQuadraticSplineGoldenTest.class.getResourceAsStream("/golden/rq_spline.json")) {
      Object json = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return ((List<?>) ((Map<?, ?>) json).get("cases")).stream().map(c -> new Case((Map<?, ?>) c));
    }
  }

  private static double[] flat(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().flatMapToDouble(e -> Arrays.stream(flat(e))).toArray();
    }
    return new double[] {((Number) value).doubleValue()};
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardIsThatOfTheReference(Case c) {
    compare(c, Direction.FORWARD);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inverseIsThatOfTheReference(Case c) {
    compare(c, Direction.INVERSE);
  }

  private static void compare(Case c, Direction direction) {
    int bins = c.bins();
    RationalQuadraticSpline spline = new RationalQuadraticSpline(bins, c.bound());
    float[] h = new float[(3 * bins - 1) * LANES];
    toRows(c.numbers("unnormalized_widths"), bins, 0, h, 0);
    toRows(c.numbers("unnormalized_heights"), bins, bins, h, 0);
    toRows(c.numbers("unnormalized_derivatives"), bins - 1, 2 * bins, h, -SHIFT);
    float[] in = lanes(c.numbers(direction, "input"));
    float[] outBar = lanes(c.numbers(direction, "cotangent_output"));
    double[] logDetBar = Arrays.copyOf(c.numbers(direction, "cotangent_log_det"), LANES);
    float[] out = new float[LANES];
    double[] logDet = new double[LANES];
    float[] inBar = new float[LANES];
    float[] hBar = new float[h.length];
    Workspace s = spline.workspace(1);
    if (direction == Direction.FORWARD) {
      spline.forward(1, in, 0, h, out, 0, logDet, s);
      spline.forwardPullback(1, in, 0, h, out, 0, outBar, logDetBar, inBar, hBar, s);
    } else {
      spline.inverse(1, in, 0, h, out, 0, logDet, s);
      spline.inversePullback(1, in, 0, h, out, 0, outBar, logDetBar, inBar, hBar, s);
    }
    near(c, "output", VALUE, c.numbers(direction, "output"), widened(out));
    near(c, "log-det", VALUE, c.numbers(direction, "log_det"), logDet);
    near(c, "input", GRADIENT, c.numbers(direction, "grad_input"), widened(inBar));
    near(c, "widths", GRADIENT, c.numbers(direction, "grad_widths"), points(hBar, bins, 0));
    near(c, "heights", GRADIENT, c.numbers(direction, "grad_heights"), points(hBar, bins, bins));
    double[] derivatives = points(hBar, bins - 1, 2 * bins);
    near(c, "derivatives", GRADIENT, c.numbers(direction, "grad_derivatives"), derivatives);
  }

  /** From numbers point by point to rows of h. */
  private static void toRows(double[] numbers, int count, int row, float[] h, double shift) {
    for (int i = 0; i < numbers.length; i++) {
      h[(row + i % count) * LANES + i / count] = (float) (numbers[i] + shift);
    }
  }

  /** From rows to numbers point by point. */
  private static double[] points(float[] rows, int count, int row) {
    double[] numbers = new double[LANES * count];
    Arrays.setAll(numbers, i -> rows[(row + i % count) * LANES + i / count]);
    return numbers;
  }

  private static float[] lanes(double[] numbers) {
    float[] lanes = new float[LANES];
    for (int i = 0; i < numbers.length; i++) {
      lanes[i] = (float) numbers[i];
    }
    return lanes;
  }

  private static double[] widened(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  /** Relative to the size of the number where that is above 1. */
  private static void near(
      Case c, String what, double tolerance, double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      Agreement.near(
          c + " " + what + ", index " + i,
          expected[i],
          actual[i],
          tolerance * Math.max(1, Math.abs(expected[i])));
    }
  }
}
