package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Slice.AT;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.p4inv.core.testing.ElementaryFunction;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** The elementwise operations, each with the function that every element must go through. */
enum ElementwiseOperation {
  EXP("exp", Kernels::exp, of(ElementaryFunction.EXP)),
  LOG("log", Kernels::log, of(ElementaryFunction.LOG)),
  TANH("tanh", Kernels::tanh, of(ElementaryFunction.TANH)),
  SOFTPLUS("softplus", Kernels::softplus, of(ElementaryFunction.SOFTPLUS)),
  SIGMOID("sigmoid", Kernels::sigmoid, of(ElementaryFunction.SIGMOID)),
  RELU("relu", Kernels::relu, new Element(x -> x < 0 ? 0 : x, x -> x < 0 ? 0 : x, exact -> 0)),
  SQRT(
      "sqrt",
      Kernels::sqrt,
      new Element(
          x -> (float) StrictMath.sqrt(x), StrictMath::sqrt, exact -> Tolerance.ulps(0.5, exact))),
  COS_TURNS("cosTurns", Kernels::cosTurns, of(ElementaryFunction.COS_TURNS)),
  SIN_TURNS("sinTurns", Kernels::sinTurns, of(ElementaryFunction.SIN_TURNS));

  /** A call on n elements from one place to another. */
  @FunctionalInterface
  interface Call {
    void run(Kernels kernels, float[] x, int xo, float[] y, int yo, int n);
  }

  /** One element: the result to the bit, by double precision, and how far apart they may be. */
  private record Element(
      DoubleUnaryOperator bits, DoubleUnaryOperator exact, DoubleUnaryOperator tolerance) {}

  private final String method;
  private final Call call;
  private final Element element;

  ElementwiseOperation(String method, Call call, Element element) {
    this.method = method;
    this.call = call;
    this.element = element;
  }

  private static Element of(ElementaryFunction function) {
    return new Element(
        x -> function.at((float) x), x -> function.exact((float) x), function::tolerance);
  }

  /** The name of the method of {@link Kernels}. */
  String method() {
    return method;
  }

  void run(Kernels kernels, float[] x, int xo, float[] y, int yo, int n) {
    call.run(kernels, x, xo, y, yo, n);
  }

  /** The result for one number, to the bit. */
  float at(float x) {
    return (float) element.bits.applyAsDouble(x);
  }

  /** From place to place and, where that is allowed, in place; m numbers, then m tiles of k. */
  Stream<KernelCase> cases(int m, int k, Random random) {
    return Stream.of(m, m * k)
        .flatMap(
            n ->
                this == SOFTPLUS
                    ? Stream.of(apart(n, random))
                    : Stream.of(apart(n, random), inPlace(n, random)));
  }

  private KernelCase apart(int n, Random random) {
    Slice x = Slice.of(arguments(n, random));
    return expect(
        "n " + n,
        List.of(x),
        Slice.of(Numbers.floats(random, n)),
        x,
        (kernels, y) -> run(kernels, x.floats, AT, y.floats, AT, n));
  }

  private KernelCase inPlace(int n, Random random) {
    Slice x = Slice.of(arguments(n, random));
    return expect(
        "in place, n " + n,
        List.of(),
        x,
        x,
        (kernels, y) -> run(kernels, y.floats, AT, y.floats, AT, n));
  }

  private float[] arguments(int n, Random random) {
    float[] x = Numbers.floats(random, n);
    for (int i = 0; i < n; i++) {
      x[i] = this == LOG || this == SQRT ? x[i] * x[i] : 4 * x[i];
    }
    return x;
  }

  private KernelCase expect(
      String label, List<Slice> inputs, Slice output, Slice x, KernelCase.Call kernelCall) {
    double[] arguments = x.numbers();
    double[] value = map(element.exact, arguments);
    return new KernelCase(
        method,
        label,
        inputs,
        output,
        kernelCall,
        map(element.bits, arguments),
        value,
        map(element.tolerance, value));
  }

  private static double[] map(DoubleUnaryOperator function, double[] x) {
    return Arrays.stream(x).map(function).toArray();
  }
}
