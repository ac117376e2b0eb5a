package org.p4inv.core.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** {@link Adam} against algorithm 1 of the paper in double precision, and its segments. */
class AdamTest {
  private static final int N = 20;
  private static final double RATE = 0.01;

  /** Algorithm 1, word by word. */
  private static final class Reference {
    final double[] parameters;
    final double[] m = new double[N];
    final double[] v = new double[N];
    double largest;
    int t;

    Reference(float[] start) {
      parameters = new double[N];
      Arrays.setAll(parameters, i -> start[i]);
    }

    void step(float[] gradient, double rate) {
      double beta1 = 0.9f;
      double beta2 = 0.999f;
      t++;
      for (int i = 0; i < N; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
        v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
        double meanHat = m[i] / (1 - Math.pow(beta1, t));
        double squareHat = v[i] / (1 - Math.pow(beta2, t));
        double change = rate * meanHat / (Math.sqrt(squareHat) + 1e-8);
        parameters[i] -= change;
        largest = Math.max(largest, Math.abs(change));
      }
    }
  }

  /** Gradients from far above epsilon to far below it, where it matters. */
  @ParameterizedTest
  @ValueSource(doubles = {1e4, 1, 1e-4, 1e-8, 1e-10})
  void followsThePaper(double scale) {
    Random random = new Random(1);
    float[] parameters = Numbers.floats(random, N);
    Reference reference = new Reference(parameters);
    Adam adam = new Adam(N);
    for (int step = 1; step <= 300; step++) {
      float[] gradient = Numbers.floats(random, N);
      for (int i = 0; i < N; i++) {
        gradient[i] = (float) (scale * (gradient[i] + 0.3 * i));
      }
      double rate = RATE / (1 + step / 100);
      float[] before = gradient.clone();
      adam.step(parameters, gradient, rate);
      reference.step(gradient, rate);
      Agreement.sameBits("the gradient", before, gradient);
      for (int i = 0; i < N; i++) {
        Agreement.near(
            "scale " + scale + ", step " + step + ", parameter " + i,
            reference.parameters[i],
            parameters[i],
            Tolerance.adam(step, reference.largest, 4));
      }
    }
  }

  @Test
  void theConstantsAreThoseOfThePaper() {
    float[] parameters = {0};
    Adam adam = new Adam(1);
    adam.step(parameters, new float[] {2}, RATE);
    Agreement.near("after a first step", -RATE, parameters[0], Tolerance.adam(1, RATE, 1));
    adam.step(parameters, new float[] {0}, RATE);
    double mean = 0.9 * 0.1 * 2 / (1 - 0.81);
    double square = 0.999 * 0.001 * 4 / (1 - 0.999 * 0.999);
    Agreement.near(
        "after a second step",
        -RATE - RATE * mean / Math.sqrt(square),
        parameters[0],
        Tolerance.adam(2, RATE, 1));
  }

  @Test
  void aRestartedSegmentIsANewOptimizerAndTheOthersGoOn() {
    Random random = new Random(3);
    float[] all = Numbers.floats(random, N);
    float[] left = Arrays.copyOfRange(all, 0, 7);
    float[] middle = Arrays.copyOfRange(all, 7, 12);
    float[] right = Arrays.copyOfRange(all, 12, N);
    Adam adam = new Adam(N, 12, 7, 7, 0, N);
    Adam adamLeft = new Adam(7);
    Adam adamMiddle = new Adam(5);
    Adam adamRight = new Adam(N - 12);
    for (int step = 0; step < 40; step++) {
      if (step % 10 == 9) {
        adam.restart(7, 12);
        adamMiddle = new Adam(5);
      }
      if (step == 25) {
        adam.restart(0, 12);
        adamLeft = new Adam(7);
        adamMiddle = new Adam(5);
      }
      float[] gradient = Numbers.floats(random, N);
      adam.step(all, gradient, RATE);
      adamLeft.step(left, Arrays.copyOfRange(gradient, 0, 7), RATE);
      adamMiddle.step(middle, Arrays.copyOfRange(gradient, 7, 12), RATE);
      adamRight.step(right, Arrays.copyOfRange(gradient, 12, N), RATE);
      String name = "step " + step;
      Agreement.sameBits(name + ", left", left, Arrays.copyOfRange(all, 0, 7));
      Agreement.sameBits(name + ", middle", middle, Arrays.copyOfRange(all, 7, 12));
      Agreement.sameBits(name + ", right", right, Arrays.copyOfRange(all, 12, N));
    }
  }

  @Test
  void aRestartMatters() {
    float[] restarted = {1};
    float[] kept = {1};
    Adam one = new Adam(1);
    Adam other = new Adam(1);
    one.step(restarted, new float[] {5}, RATE);
    other.step(kept, new float[] {5}, RATE);
    one.restart(0, 1);
    one.step(restarted, new float[] {-1}, RATE);
    other.step(kept, new float[] {-1}, RATE);
    assertTrue(restarted[0] > kept[0], "without moments the step follows the new gradient");
  }

  @ParameterizedTest
  @CsvSource({"0,6", "6,12", "12,7", "-1,7", "7,21"})
  void onlySegmentsRestart(int from, int to) {
    Adam adam = new Adam(N, 7, 12);
    Exception refused = assertThrows(IllegalArgumentException.class, () -> adam.restart(from, to));
    assertEquals(
        "from and to must be cuts in this order, got " + from + " and " + to, refused.getMessage());
  }

  @Test
  void badSizesAreRefused() {
    assertEquals(
        "n must not be negative, got -1",
        assertThrows(IllegalArgumentException.class, () -> new Adam(-1)).getMessage());
    assertEquals(
        "cuts must be in 0 to n = 5, got 6",
        assertThrows(IllegalArgumentException.class, () -> new Adam(5, 2, 6)).getMessage());
    assertEquals(
        "cuts must be in 0 to n = 5, got -2",
        assertThrows(IllegalArgumentException.class, () -> new Adam(5, -2)).getMessage());
  }

  @Test
  void noParametersAreNoProblem() {
    Adam adam = new Adam(0);
    adam.step(new float[0], new float[0], RATE);
    adam.restart(0, 0);
  }
}
