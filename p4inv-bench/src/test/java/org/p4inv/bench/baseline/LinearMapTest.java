package org.p4inv.bench.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;

/**
 * Both baselines, at sizes of several panels, beside plain loops in double precision: maps,
 * pullbacks, and pullbacks whose caller needs no cotangent of the input.
 */
class LinearMapTest {
  /** Relative to the largest number: float rounding, 64 to 150 terms, conditions below 10. */
  private static final double FLOAT = 2e-5;

  /** A layer, its numbers, and the matrix that they mean. */
  record Case(String name, Bijection bijection, float[] parameters, Matrix w, double[] bias) {
    int d() {
      return bijection.dimension();
    }

    Weights weights() {
      Weights w = bijection.bind(new Storage(parameters, new double[0], bijection));
      bijection.refresh(w);
      return w;
    }

    /** The gradient with respect to the parameters, from that with respect to W and b. */
    float[] gradient(Matrix weight, double[] bias) {
      int d = d();
      double[] gradient = weight.elements();
      if (bijection instanceof PluLinear) {
        gradient = pluGradient(this, weight);
      }
      return pack(d, gradient, bias);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(5, 16, 37, 64, 70, 101, 128, 150).flatMap(d -> Stream.of(dense(d), plu(d)));
  }

  private static double[] bias(int d) {
    float[] normal = Matrix.normal(d, 2);
    double[] bias = new double[d];
    Arrays.setAll(bias, i -> normal[i]);
    return bias;
  }

  private static float[] pack(int d, double[] matrix, double[] bias) {
    float[] packed = new float[d * d + d];
    for (int i = 0; i < d * d; i++) {
      packed[Panels.position(d, i / d, i % d)] = (float) matrix[i];
    }
    for (int i = 0; i < d; i++) {
      packed[d * d + i] = (float) bias[i];
    }
    return packed;
  }

  private static Case dense(int d) {
    Matrix w = Matrix.nearIdentity(d, d);
    float[] matrix = new float[d * d];
    for (int i = 0; i < d * d; i++) {
      matrix[i] = (float) w.elements()[i];
    }
    float[] bias = Matrix.normal(d, 2);
    DenseLinear layer = new DenseLinear(d);
    return new Case("dense d=" + d, layer, layer.parameters(matrix, bias), w, bias(d));
  }

  private static int[] rotation(int d) {
    int[] permutation = new int[d];
    Arrays.setAll(permutation, i -> (i + 2) % d);
    return permutation;
  }

  private static Case plu(int d) {
    Matrix packed = Matrix.nearIdentity(d, d);
    Matrix w = permute(lower(packed).times(upper(packed)), rotation(d));
    float[] parameters = pack(d, packed.elements(), bias(d));
    return new Case("plu d=" + d, new PluLinear(rotation(d)), parameters, w, bias(d));
  }

  private static Matrix lower(Matrix packed) {
    int d = packed.d();
    double[] lower = new double[d * d];
    for (int i = 0; i < d; i++) {
      System.arraycopy(packed.elements(), i * d, lower, i * d, i);
      lower[i * d + i] = 1;
    }
    return new Matrix(d, lower);
  }

  private static Matrix upper(Matrix packed) {
    int d = packed.d();
    double[] upper = new double[d * d];
    for (int i = 0; i < d; i++) {
      System.arraycopy(packed.elements(), i * d + i, upper, i * d + i, d - i);
    }
    return new Matrix(d, upper);
  }

  /** Row i of the result is row permutation[i]. */
  private static Matrix permute(Matrix m, int[] permutation) {
    int d = m.d();
    double[] rows = new double[d * d];
    for (int i = 0; i < d; i++) {
      System.arraycopy(m.elements(), permutation[i] * d, rows, i * d, d);
    }
    return new Matrix(d, rows);
  }

  /** W = P L U: LBar = P^T WBar U^T below the diagonal, UBar = L^T P^T WBar on and above it. */
  private static double[] pluGradient(Case c, Matrix weight) {
    int d = c.d();
    double[] elements = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      elements[i] = c.parameters()[Panels.position(d, i / d, i % d)];
    }
    Matrix packed = new Matrix(d, elements);
    int[] back = new int[d];
    for (int i = 0; i < d; i++) {
      back[rotation(d)[i]] = i;
    }
    Matrix product = permute(weight, back);
    Matrix lowerBar = product.times(upper(packed).transposed());
    Matrix upperBar = lower(packed).transposed().times(product);
    double[] gradient = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        gradient[i * d + j] = j < i ? lowerBar.at(i, j) : upperBar.at(i, j);
      }
    }
    return gradient;
  }

  private static double[] asDouble(float[] numbers) {
    double[] result = new double[numbers.length];
    Arrays.setAll(result, i -> numbers[i]);
    return result;
  }

  private static double[] shifted(double[] tile, double[] bias, double sign) {
    double[] shifted = new double[tile.length];
    Arrays.setAll(shifted, i -> tile[i] + sign * bias[i / LANES]);
    return shifted;
  }

  private static double[] sumLanes(double[] tile, double sign) {
    double[] sums = new double[tile.length / LANES];
    for (int i = 0; i < tile.length; i++) {
      sums[i / LANES] += sign * tile[i];
    }
    return sums;
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

  @ParameterizedTest
  @MethodSource("cases")
  void forwardIsThatOfPlainLoops(Case c) {
    int d = c.d();
    Weights weights = c.weights();
    float[] x = Matrix.normal(d * LANES, 3);
    float[] yBar = Matrix.normal(d * LANES, 4);
    float[] y = new float[d * LANES];
    float[] xBar = new float[d * LANES];
    float[] gradient = new float[c.parameters().length];
    double[] logDet = new double[LANES];
    var s = c.bijection().workspace();
    c.bijection().forward(weights, x, y, logDet, s);
    c.bijection().forwardPullback(weights, x, y, yBar, ramp(), xBar, gradient, s);

    assertNear(c + " y", shifted(c.w().times(asDouble(x)), c.bias(), 1), y);
    Agreement.near(c + " log|det|", c.w().logAbsDet(), logDet[7], FLOAT * d);
    assertNear(c + " xBar", c.w().transposed().times(asDouble(yBar)), xBar);
    Matrix weightBar =
        Matrix.outer(d, asDouble(yBar), asDouble(x))
            .plus(Tiles.sum(ramp()), c.w().inverse().transposed());
    double[] biasBar = sumLanes(asDouble(yBar), 1);
    assertNear(c + " gradient", asDouble(c.gradient(weightBar, biasBar)), gradient);

    float[] again = new float[c.parameters().length];
    c.bijection().forwardPullback(weights, x, y, yBar, ramp(), null, again, s);
    assertArrayEquals(gradient, again, c + " gradient without xBar");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inverseIsThatOfPlainLoops(Case c) {
    int d = c.d();
    Weights weights = c.weights();
    float[] y = Matrix.normal(d * LANES, 5);
    float[] xBar = Matrix.normal(d * LANES, 6);
    float[] x = new float[d * LANES];
    float[] yBar = new float[d * LANES];
    float[] gradient = new float[c.parameters().length];
    double[] logDet = new double[LANES];
    var s = c.bijection().workspace();
    c.bijection().inverse(weights, y, x, logDet, s);
    c.bijection().inversePullback(weights, y, x, xBar, ramp(), yBar, gradient, s);

    Matrix inverse = c.w().inverse();
    double[] exactX = inverse.times(shifted(asDouble(y), c.bias(), -1));
    double[] exactYBar = inverse.transposed().times(asDouble(xBar));
    assertNear(c + " x", exactX, x);
    Agreement.near(c + " log|det|", -c.w().logAbsDet(), logDet[7], FLOAT * d);
    assertNear(c + " yBar", exactYBar, yBar);
    Matrix zero = new Matrix(d, new double[d * d]);
    Matrix weightBar =
        zero.plus(-1, Matrix.outer(d, exactYBar, exactX))
            .plus(-Tiles.sum(ramp()), inverse.transposed());
    double[] biasBar = sumLanes(exactYBar, -1);
    assertNear(c + " gradient", asDouble(c.gradient(weightBar, biasBar)), gradient);

    float[] again = new float[c.parameters().length];
    c.bijection().inversePullback(weights, y, x, xBar, ramp(), null, again, s);
    assertArrayEquals(gradient, again, c + " gradient without yBar");
  }
}
