package org.p4inv.flows.conditioner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The activations are the functions that their names say, and so are their derivatives. */
class ActivationTest {
  /** From -12 to 12, with 0. */
  private static final int N = 97;

  private static final int AT = 3;

  /** A few roundings of numbers up to 12. */
  private static final double VALUE = 1e-6;

  /** Cancellation near 0 in 1 - y^2 and the like: a few roundings of 1. */
  private static final double DERIVATIVE = 2e-6;

  private static DoubleUnaryOperator definition(Activation activation) {
    return switch (activation) {
      case RELU -> x -> Math.max(x, 0);
      case LEAKY_RELU -> x -> x > 0 ? x : 0.01 * x;
      case TANH -> Math::tanh;
      case SIGMOID -> ActivationTest::sigmoid;
      case SILU -> x -> x * sigmoid(x);
      case SOFTPLUS -> x -> Math.log1p(Math.exp(x));
      case ELU -> x -> x > 0 ? x : Math.expm1(x);
      case GELU_TANH ->
          x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @EnumSource
  void valuesAndDerivativesAreThoseOfTheDefinition(Activation activation) {
    float[] x = new float[AT + N];
    for (int i = 0; i < N; i++) {
      x[AT + i] = (i - N / 2) / 4f;
    }
    float[] y = x.clone();
    float[] memory = new float[activation.memory(AT + N)];
    float[] bar = new float[AT + N];
    Arrays.fill(bar, 1f);
    activation.apply(AT, N, y, y, memory);
    activation.applyPullback(AT, N, y, memory, bar);
    Arrays.fill(bar, 3f);
    activation.applyPullback(AT, N, y, memory, bar);
    DoubleUnaryOperator f = definition(activation);
    double step = 1e-5;
    for (int i = AT; i < AT + N; i++) {
      String where = activation + " at " + x[i];
      assertEquals(f.applyAsDouble(x[i]), y[i], VALUE, where);
      double slope = (f.applyAsDouble(x[i] + step) - f.applyAsDouble(x[i] - step)) / (2 * step);
      if (x[i] != 0) {
        assertEquals(3 * slope, bar[i], 3 * DERIVATIVE, "derivative of " + where);
      }
    }
    assertEquals(0f, y[0], "before the range");
    assertEquals(3f, bar[0], "before the range");
  }

  @Test
  void namesAreThoseOfModelFiles() {
    assertEquals(Activation.GELU_TANH, Activation.ofLabel("gelu-tanh"));
    assertEquals("leaky-relu", Activation.LEAKY_RELU.label());
    Exception e = assertThrows(IllegalArgumentException.class, () -> Activation.ofLabel("step"));
    assertTrue(e.getMessage().contains("'step'") && e.getMessage().contains("softplus"));
  }
}
