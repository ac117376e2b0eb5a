package org.p4inv.core.testing;

import java.util.function.DoubleUnaryOperator;
import org.p4inv.core.math.FloatMath;

/** The functions of {@link FloatMath}, each with its double-precision reference and its claim. */
public enum ElementaryFunction {
  EXP(FloatMath::exp, StrictMath::exp, 2, 0, Float.POSITIVE_INFINITY),
  LOG(FloatMath::log, StrictMath::log, 2, 0, Float.POSITIVE_INFINITY),
  TANH(FloatMath::tanh, StrictMath::tanh, 6, 0, Float.POSITIVE_INFINITY),
  SOFTPLUS(FloatMath::softplus, ElementaryFunction::exactSoftplus, 4, 0, Float.POSITIVE_INFINITY),
  SIGMOID(FloatMath::sigmoid, ElementaryFunction::exactSigmoid, 4, 0, Float.POSITIVE_INFINITY),
  SIN_TURNS(FloatMath::sinTurns, ElementaryFunction::exactSinTurns, 0, 1.2e-7, 0x1p20f),
  COS_TURNS(FloatMath::cosTurns, ElementaryFunction::exactCosTurns, 0, 1.2e-7, 0x1p20f);

  /** A function of one float. */
  @FunctionalInterface
  private interface FloatFunction {
    float at(float x);
  }

  /** Below it sigmoid is 0: see there. */
  private static final float SIGMOID_ZERO = -88.72284f;

  private final FloatFunction function;
  private final DoubleUnaryOperator exact;
  private final double ulps;
  private final double absolute;
  private final float largest;

  ElementaryFunction(
      FloatFunction function,
      DoubleUnaryOperator exact,
      double ulps,
      double absolute,
      float largest) {
    this.function = function;
    this.exact = exact;
    this.ulps = ulps;
    this.absolute = absolute;
    this.largest = largest;
  }

  /** What the library computes. */
  public float at(float x) {
    return function.at(x);
  }

  /** Whether the documentation of the function claims an accuracy at this place. */
  public boolean claims(float x) {
    return !(Math.abs(x) > largest);
  }

  /** The value in double precision, from {@link StrictMath}; infinite beyond the floats. */
  public double exact(float x) {
    double value = exact.applyAsDouble(x);
    return Float.isInfinite((float) value) ? (float) value : value;
  }

  /** The error that the documentation of the function allows where the value is {@code exact}. */
  public double tolerance(double exact) {
    return Double.isInfinite(exact) ? 0 : Tolerance.ulps(ulps, exact) + absolute;
  }

  private static double exactSoftplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double exactSigmoid(double x) {
    return x < SIGMOID_ZERO ? 0 : 1 / (1 + StrictMath.exp(-x));
  }

  private static double exactSinTurns(double u) {
    return StrictMath.sin(2 * Math.PI * (u - Math.rint(u)));
  }

  private static double exactCosTurns(double u) {
    return StrictMath.cos(2 * Math.PI * (u - Math.rint(u)));
  }
}
