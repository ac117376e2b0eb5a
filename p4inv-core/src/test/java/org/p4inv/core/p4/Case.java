package org.p4inv.core.p4;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.p4inv.core.kernel.PackedMatrix;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Numbers;

/**
 * A perturbation in the middle of larger arrays, started from a random matrix and perturbed at
 * random: never at its start, where it would be the identity and test nothing.
 */
final class Case {
  /** The flat vectors go on before and behind the slice, filled with a number to be left alone. */
  static final int PARAMETERS_AT = 3;

  static final int FROZEN_AT = 5;
  private static final int BEHIND = 2;
  private static final float FILLING = 77;

  final int d;
  final int k;
  final float[] parameters;
  final double[] frozen;
  final RandomStream stream;
  final InvertiblePerturbation perturbation;
  private final Random random;

  /** Started from a random matrix, U = 0. */
  Case(int d, int k, LogDetBounds bounds) {
    this.d = d;
    this.k = k;
    random = new Random(1000L * d + k);
    stream = new RandomStream(1000L * d + k, Domain.MERGE);
    parameters = new float[PARAMETERS_AT + InvertiblePerturbation.parameterCount(d, k) + BEHIND];
    frozen = new double[FROZEN_AT + InvertiblePerturbation.frozenCount(d) + BEHIND];
    Arrays.fill(parameters, FILLING);
    Arrays.fill(frozen, FILLING);
    perturbation =
        new InvertiblePerturbation(d, k, parameters, PARAMETERS_AT, frozen, FROZEN_AT, bounds);
    perturbation.start(Numbers.regular(random, d), stream);
  }

  /** Sizes around the SIMD widths, ranks up to more than the dimension. */
  static List<Case> perturbed() {
    return List.of(1, 2, 3, 5, 16, 33).stream()
        .flatMap(d -> List.of(1, 2, 4).stream().map(k -> perturbed(d, k, LogDetBounds.NONE)))
        .toList();
  }

  static Case perturbed(int d, int k, LogDetBounds bounds) {
    Case result = new Case(d, k, bounds);
    result.perturb(1);
    return result;
  }

  /** U random, so that U V^T has about the given size beside A, which has 1. */
  void perturb(double size) {
    for (int i = 0; i < k * d; i++) {
      parameters[PARAMETERS_AT + i] = (float) (random.nextGaussian() * size / Math.sqrt(k * d));
    }
    perturbation.prepare();
  }

  void setU(int i, double value) {
    parameters[PARAMETERS_AT + i] = (float) value;
  }

  void setV(int i, double value) {
    parameters[PARAMETERS_AT + k * d + i] = (float) value;
  }

  double[] a() {
    return Arrays.copyOfRange(frozen, FROZEN_AT, FROZEN_AT + d * d);
  }

  double[] inverse() {
    return Arrays.copyOfRange(frozen, FROZEN_AT + d * d, FROZEN_AT + 2 * d * d);
  }

  double[] u() {
    return slice(PARAMETERS_AT);
  }

  double[] v() {
    return slice(PARAMETERS_AT + k * d);
  }

  private double[] slice(int from) {
    double[] result = new double[k * d];
    Arrays.setAll(result, i -> parameters[from + i]);
    return result;
  }

  /** W by the numbers in the arrays. */
  Explicit explicit() {
    return Explicit.of(d, k, a(), u(), v());
  }

  /** A by the numbers in the arrays. */
  Explicit explicitA() {
    return Explicit.of(d, k, a(), new double[k * d], v());
  }

  /** W^-1 = A^-1 + U' V'^T as the products see it, in float. */
  double[] floatInverse() {
    double[] result = new double[d * d];
    float[] inverse = unpacked(d, perturbation.inverse());
    for (int i = 0; i < d * d; i++) {
      result[i] = inverse[i];
      for (int r = 0; r < k; r++) {
        double left = perturbation.inverseU()[r * d + i / d];
        result[i] += left * perturbation.inverseV()[r * d + i % d];
      }
    }
    return result;
  }

  /** A packed copy, row-major. */
  static float[] unpacked(int d, float[] packed) {
    float[] result = new float[d * d];
    for (int i = 0; i < d * d; i++) {
      result[i] = packed[PackedMatrix.at(d, d, i / d, i % d)];
    }
    return result;
  }

  /** Rounded to float. */
  static float[] rounded(double[] numbers) {
    float[] result = new float[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) numbers[i];
    }
    return result;
  }

  /** Whether what is before and behind the slices was left alone. */
  boolean surroundingsAreIntact() {
    return isFilling(parameters, 0, PARAMETERS_AT)
        && isFilling(parameters, parameters.length - BEHIND, parameters.length)
        && Arrays.stream(frozen, 0, FROZEN_AT).allMatch(x -> x == FILLING)
        && Arrays.stream(frozen, frozen.length - BEHIND, frozen.length).allMatch(x -> x == FILLING);
  }

  private static boolean isFilling(float[] numbers, int from, int to) {
    for (int i = from; i < to; i++) {
      if (numbers[i] != FILLING) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "d " + d + ", k " + k;
  }
}
