package org.p4inv.flows.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.linear.TriangularLinear.Half;

/**
 * All linear layers beside plain loops in double precision on the matrix that they say they have:
 * maps, log-dets, pullbacks, and pullbacks whose caller needs no cotangent of the input; at sizes
 * beyond those of the battery, of several blocks and panels.
 */
class LinearLayerTest {
  /** Relative to the largest number: float rounding, 64 to 101 terms, conditions below 10. */
  private static final double FLOAT = 3e-5;

  /** Elements of W err by 1e-7, and differ by 1 / 32 of its derivative. */
  private static final double DERIVATIVE = 1e-4;

  private static final float STEP = 1f / 64;

  /** A layer with random numbers, and its matrix. */
  record Case(LinearLayer layer, BijectionCase numbers, Matrix w) {
    static Case of(LinearLayer layer) {
      int d = layer.dimension();
      String name = layer.config().text("type") + " d=" + d;
      BijectionCase numbers = new BijectionCase(name, layer, d, 0.3f / (float) Math.sqrt(d));
      return new Case(layer, numbers, new Matrix(d, layer.matrix(numbers.weights())));
    }

    int d() {
      return layer.dimension();
    }

    Weights weights() {
      return numbers.weights();
    }

    /** The matrix after a move of all parameters in one direction. */
    Matrix moved(float[] direction, float step) {
      float[] saved = numbers.parameters().clone();
      for (int i = 0; i < saved.length; i++) {
        numbers.parameters()[i] += step * direction[i];
      }
      layer.prepare(weights());
      Matrix moved = new Matrix(d(), layer.matrix(weights()));
      System.arraycopy(saved, 0, numbers.parameters(), 0, saved.length);
      layer.prepare(weights());
      return moved;
    }

    /** dW for a move of all parameters, by differences of fourth order. */
    Matrix derivative(float[] direction) {
      Matrix near = moved(direction, STEP).plus(-1, moved(direction, -STEP));
      Matrix far = moved(direction, 2 * STEP).plus(-1, moved(direction, -2 * STEP));
      double[] result = new double[d() * d()];
      Arrays.setAll(result, i -> (8 * near.elements()[i] - far.elements()[i]) / (12 * STEP));
      return new Matrix(d(), result);
    }

    @Override
    public String toString() {
      return numbers.name();
    }
  }

  private static List<LinearLayer> layers(int d) {
    return List.of(
        new P4InvLinear(d, 2, P4InvLinear.Start.REVERSAL),
        new DenseLinear(d),
        new PluLinear(Permutation.random(d, 1)),
        new TriangularLinear(d, Half.LOWER),
        new TriangularLinear(d, Half.UPPER),
        new OrthogonalLinear(d, 4),
        new OrthogonalLinear(d, d),
        new QrLinear(d, d - d % 2),
        new SvdLinear(d, d - d % 2),
        new ExponentialLinear(d),
        Permutation.random(d, 1));
  }

  static Stream<Case> cases() {
    return Stream.of(5, 16, 37, 101).flatMap(d -> layers(d).stream().map(Case::of));
  }

  private static double[] asDouble(float[] numbers) {
    double[] result = new double[numbers.length];
    Arrays.setAll(result, i -> numbers[i]);
    return result;
  }

  /** What the origin is mapped to. */
  private static double[] shift(Case c) {
    int d = c.d();
    float[] y = new float[d * LANES];
    c.layer().forward(c.weights(), new float[d * LANES], y, new double[LANES], workspace(c));
    return asDouble(y);
  }

  private static Workspace workspace(Case c) {
    return c.numbers().workspace();
  }

  private static double[] plus(double[] a, double sign, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + sign * b[i]);
    return sum;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double[] ramp() {
    double[] lanes = new double[LANES];
    Arrays.setAll(lanes, lane -> 0.1 * lane - 1);
    return lanes;
  }

  private static void assertNear(String what, double[] expected, float[] actual) {
    double scale = 1;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      Agreement.near(what + ", index " + i, expected[i], actual[i], FLOAT * scale);
    }
  }

  /** The gradient along one direction, which moves W and leaves the shift. */
  private static void assertGradient(
      Case c, double[] out, double[] x, double logDetBar, float[] gradient) {
    int d = c.d();
    int n = c.layer() instanceof Permutation ? 0 : gradient.length - d;
    float[] direction = new float[gradient.length];
    System.arraycopy(Matrix.normal(gradient.length, 9), 0, direction, 0, n);
    double actual = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      direction[i] *= 0.3f / (float) Math.sqrt(d);
      actual += (double) direction[i] * gradient[i];
    }
    Matrix weightBar = Matrix.outer(d, out, x).plus(logDetBar, c.w().inverse().transposed());
    Matrix derivative = c.derivative(direction);
    double expected = 0;
    for (int i = 0; i < d * d; i++) {
      double term = weightBar.elements()[i] * derivative.elements()[i];
      expected += term;
      size += term * term;
    }
    Agreement.near(
        c + " gradient", expected, actual, DERIVATIVE * (Math.sqrt(size) + Math.abs(expected)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardIsThatOfTheMatrix(Case c) {
    int d = c.d();
    float[] x = Matrix.normal(d * LANES, 3);
    float[] yBar = Matrix.normal(d * LANES, 4);
    float[] y = new float[d * LANES];
    float[] xBar = new float[d * LANES];
    float[] gradient = new float[c.layer().parameterCount()];
    double[] logDet = new double[LANES];
    Workspace s = workspace(c);
    c.layer().forward(c.weights(), x, y, logDet, s);
    c.layer().forwardPullback(c.weights(), x, y, yBar, ramp(), xBar, gradient, s);

    assertNear(c + " y", plus(c.w().times(asDouble(x)), 1, shift(c)), y);
    Agreement.near(c + " log|det|", c.w().logAbsDet(), logDet[7], FLOAT * d);
    Agreement.near(c + " logAbsDet", logDet[7], c.layer().logAbsDet(c.weights()), 0);
    assertNear(c + " xBar", c.w().transposed().times(asDouble(yBar)), xBar);
    assertGradient(c, asDouble(yBar), asDouble(x), sum(ramp()), gradient);

    float[] again = new float[gradient.length];
    c.layer().forwardPullback(c.weights(), x, y, yBar, ramp(), null, again, s);
    assertArrayEquals(gradient, again, c + " gradient without xBar");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inverseSolvesForTheMatrix(Case c) {
    int d = c.d();
    float[] y = Matrix.normal(d * LANES, 5);
    float[] xBar = Matrix.normal(d * LANES, 6);
    float[] x = new float[d * LANES];
    float[] yBar = new float[d * LANES];
    float[] gradient = new float[c.layer().parameterCount()];
    double[] logDet = new double[LANES];
    Workspace s = workspace(c);
    c.layer().inverse(c.weights(), y, x, logDet, s);
    c.layer().inversePullback(c.weights(), y, x, xBar, ramp(), yBar, gradient, s);

    Matrix inverse = c.w().inverse();
    double[] exactX = inverse.times(plus(asDouble(y), -1, shift(c)));
    double[] exactYBar = inverse.transposed().times(asDouble(xBar));
    assertNear(c + " x", exactX, x);
    Agreement.near(c + " log|det|", -c.w().logAbsDet(), logDet[7], FLOAT * d);
    assertNear(c + " yBar", exactYBar, yBar);
    double[] zero = new double[d * LANES];
    assertGradient(c, plus(zero, -1, exactYBar), exactX, -sum(ramp()), gradient);

    float[] again = new float[gradient.length];
    c.layer().inversePullback(c.weights(), y, x, xBar, ramp(), null, again, s);
    assertArrayEquals(gradient, again, c + " gradient without yBar");
  }
}
