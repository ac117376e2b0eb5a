package org.p4inv.flows.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Agreement;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.linear.TriangularLinear.Half;

/** What each parametrisation says of its matrix: where it starts, and what it keeps. */
class LinearStructureTest {
  private static final int D = 20;

  /** Elements near 1 after some 20 float roundings. */
  private static final double FLOAT = 3e-6;

  private static Matrix started(LinearLayer layer) {
    Weights w =
        layer.bind(
            new Storage(new float[layer.parameterCount()], new double[layer.frozenCount()], layer));
    layer.initialise(w, new RandomStream(1, Domain.START));
    layer.refresh(w);
    return new Matrix(layer.dimension(), layer.matrix(w));
  }

  private static Matrix random(LinearLayer layer) {
    BijectionCase numbers = new BijectionCase("random", layer, 2, 0.1f);
    return new Matrix(layer.dimension(), layer.matrix(numbers.weights()));
  }

  private static Matrix identity() {
    double[] elements = new double[D * D];
    for (int i = 0; i < D * D; i += D + 1) {
      elements[i] = 1;
    }
    return new Matrix(D, elements);
  }

  private static void assertSame(String what, Matrix expected, Matrix actual) {
    for (int i = 0; i < D * D; i++) {
      Agreement.near(what + ", element " + i, expected.elements()[i], actual.elements()[i], FLOAT);
    }
  }

  static Stream<LinearLayer> identities() {
    return Stream.of(
        new P4InvLinear(D, P4InvLinear.Start.IDENTITY),
        new DenseLinear(D),
        new PluLinear(D),
        new TriangularLinear(D, Half.LOWER),
        new OrthogonalLinear(D, 6),
        new QrLinear(D, D),
        new SvdLinear(D, 4),
        new ExponentialLinear(D));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void startsAsTheIdentity(LinearLayer layer) {
    assertSame(layer.config().text("type"), identity(), started(layer));
  }

  @Test
  void pluStartsAsItsPermutation() {
    Permutation permutation = Permutation.random(D, 3);
    assertSame("plu", started(permutation), started(new PluLinear(permutation)));
  }

  @Test
  void reflectionsAreOrthogonalAndTheirNumberIsTheSign() {
    for (int m : new int[] {1, 4, 7, D}) {
      Matrix q = random(new OrthogonalLinear(D, m));
      assertSame("Q^T Q, m=" + m, identity(), q.transposed().times(q));
      int sign = m % 2 == 0 ? 1 : -1;
      assertEquals(sign, new Lu(D).decompose(q.elements(), 0).sign(), "m=" + m);
      assertEquals(
          sign, new Lu(D).decompose(started(new OrthogonalLinear(D, m)).elements(), 0).sign());
    }
  }

  /** The product of two reflections, by their definition. */
  @Test
  void theFirstDirectionReflectsLast() {
    LinearLayer layer = new OrthogonalLinear(D, 2);
    BijectionCase numbers = new BijectionCase("random", layer, 4);
    Matrix product = reflection(numbers, 0).times(reflection(numbers, 1));
    assertSame("H_1 H_2", product, new Matrix(D, layer.matrix(numbers.weights())));
  }

  private static Matrix reflection(BijectionCase numbers, int direction) {
    float[] v = numbers.parameters();
    int at = direction * D;
    double square = 0;
    for (int i = 0; i < D; i++) {
      square += (double) v[at + i] * v[at + i];
    }
    double[] h = identity().elements();
    for (int i = 0; i < D * D; i++) {
      h[i] -= 2 * v[at + i / D] * v[at + i % D] / square;
    }
    return new Matrix(D, h);
  }

  @Test
  void trianglesHaveOneHalf() {
    Matrix lower = random(new TriangularLinear(D, Half.LOWER));
    Matrix upper = random(new TriangularLinear(D, Half.UPPER));
    for (int i = 0; i < D; i++) {
      assertTrue(lower.at(i, i) > 0 && upper.at(i, i) > 0, "diagonal " + i);
      for (int j = i + 1; j < D; j++) {
        Agreement.near("above the diagonal", 0, lower.at(i, j), FLOAT);
        Agreement.near("below the diagonal", 0, upper.at(j, i), FLOAT);
        assertTrue(lower.at(j, i) != 0 && upper.at(i, j) != 0, i + ", " + j);
      }
    }
  }

  /** |W|^2 and |W^-1|^2 (Frobenius) are the sums of the squared singular values. */
  @Test
  void singularValuesAreThoseOfTheParameters() {
    int m = 5;
    LinearLayer layer = new SvdLinear(D, m);
    BijectionCase numbers = new BijectionCase("random", layer, 5);
    Matrix w = new Matrix(D, layer.matrix(numbers.weights()));
    double squares = 0;
    double inverseSquares = 0;
    for (int i = 2 * m * D; i < 2 * m * D + D; i++) {
      squares += StrictMath.exp(2.0 * numbers.parameters()[i]);
      inverseSquares += StrictMath.exp(-2.0 * numbers.parameters()[i]);
    }
    Agreement.near("|W|^2", squares, squares(w), FLOAT * squares);
    Agreement.near("|W^-1|^2", inverseSquares, squares(w.inverse()), FLOAT * inverseSquares);
  }

  private static double squares(Matrix m) {
    double sum = 0;
    for (double element : m.elements()) {
      sum += element * element;
    }
    return sum;
  }

  /** e^M by its series alone, which is safe for a norm of 2. */
  @Test
  void exponentialIsItsSeries() {
    LinearLayer layer = new ExponentialLinear(D);
    BijectionCase numbers = new BijectionCase("random", layer, 6, 0.1f);
    double[] elements = new double[D * D];
    for (int i = 0; i < D * D; i++) {
      elements[i] = numbers.parameters()[i];
    }
    Matrix m = new Matrix(D, elements);
    Matrix zero = new Matrix(D, new double[D * D]);
    Matrix term = identity();
    Matrix sum = term;
    for (int j = 1; j < 40; j++) {
      term = zero.plus(1.0 / j, term.times(m));
      sum = sum.plus(1, term);
    }
    assertSame("e^M", sum, new Matrix(D, layer.matrix(numbers.weights())));
  }

  @Test
  void badShapesAreRefused() {
    assertMessage("d must be in 1 to 16384, got 0", () -> new DenseLinear(0));
    assertMessage(
        "context must be in 0 to 65536, got -1", () -> new PluLinear(Permutation.swap(2), -1));
    assertMessage("reflections must be in 1 to d = 3, got 4", () -> new QrLinear(3, 4));
    assertMessage("reflections must be in 1 to d = 3, got 0", () -> new SvdLinear(3, 0));
  }

  private static void assertMessage(String message, Runnable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code::run).getMessage());
  }
}
