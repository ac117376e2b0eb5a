package org.p4inv.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;

/**
 * The examination of every operation of {@link Kernels}, at sizes around every block and SIMD
 * width, for every provider of this JVM.
 */
class KernelsTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 16, 33, 64, 101, 135};
  private static final long SEED = 20100733;

  /** Makes the cases of one operation at one pair of sizes. */
  @FunctionalInterface
  private interface Maker {
    Stream<KernelCase> cases(int m, int k, Random random);
  }

  private static Map<String, Maker> makers() {
    Map<String, Maker> makers = new TreeMap<>();
    makers.put("multiply", SinglePrecisionCases::multiply);
    makers.put("multiplyRelu", SinglePrecisionCases::multiplyRelu);
    makers.put("multiplyPacked", SinglePrecisionCases::multiplyPacked);
    makers.put("multiplyTransposed", SinglePrecisionCases::multiplyTransposed);
    makers.put("multiplyTransposedRelu", SinglePrecisionCases::multiplyTransposedRelu);
    makers.put("multiplyAdd", SinglePrecisionCases::multiplyAdd);
    makers.put("outerAdd", SinglePrecisionCases::outerAdd);
    makers.put("transpose", SinglePrecisionCases::transpose);
    makers.put("uniform", UniformCases::uniform);
    makers.put("toPanels", SinglePrecisionCases::toPanels);
    makers.put("addRows", LaneCases::addRows);
    makers.put("addSquares", LaneCases::addSquares);
    makers.put("scaleLanesAdd", LaneCases::scaleLanesAdd);
    makers.put("dotLanesAdd", SinglePrecisionCases::dotLanesAdd);
    makers.put("reluPullback", SinglePrecisionCases::reluPullback);
    makers.put("sumLanesAdd", SinglePrecisionCases::sumLanesAdd);
    makers.put("multiplyVector", DoublePrecisionCases::multiplyVector);
    makers.put("multiplyVectorTransposed", DoublePrecisionCases::multiplyVectorTransposed);
    makers.put("multiplyVectorTransposedAdd", DoublePrecisionCases::multiplyVectorTransposedAdd);
    makers.put("rankUpdate", DoublePrecisionCases::rankUpdate);
    makers.put("multiplyMatrix", DoublePrecisionCases::multiplyMatrix);
    for (ElementwiseOperation operation : ElementwiseOperation.values()) {
      makers.put(operation.method(), operation::cases);
    }
    return makers;
  }

  static Set<String> operations() {
    return makers().keySet();
  }

  /**
   * Near to double precision, to the bit what the documented order gives, and nothing but the
   * output changed.
   */
  @ParameterizedTest
  @MethodSource("operations")
  void isRightAtEverySizeForEveryProvider(String operation) {
    examine(
        operation,
        run -> {
          Agreement.near(run.name, run.test.value(), run.result, run.test.tolerance());
          Agreement.sameBits(run.name, run.test.bits(), run.result);
          assertTrue(run.guardsIntact, () -> run.name + ": wrote beyond its output");
          assertTrue(run.inputsIntact, () -> run.name + ": changed an input");
        });
  }

  @Test
  void noOperationIsLeftOut() {
    Set<String> examined = new TreeSet<>();
    for (Maker maker : makers().values()) {
      maker.cases(1, 1, new Random(SEED)).forEach(test -> examined.add(test.operation()));
    }
    Set<String> all =
        Arrays.stream(Kernels.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !name.equals("name"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, examined);
  }

  private static void examine(String operation, Consumer<Run> check) {
    Maker maker = makers().get(operation);
    for (int m : SIZES) {
      for (int k : SIZES) {
        Random random = new Random(SEED + 1000L * m + k);
        maker
            .cases(m, k, random)
            .forEach(
                test -> {
                  for (Kernels kernels : Providers.available()) {
                    check.accept(new Run(test, kernels));
                  }
                });
      }
    }
  }

  /** A case after its call by one provider. */
  private static final class Run {
    final KernelCase test;
    final String name;
    final double[] result;
    final boolean guardsIntact;
    final boolean inputsIntact;

    Run(KernelCase test, Kernels kernels) {
      this.test = test;
      name = test.operation() + ", " + kernels.name() + ", " + test.label() + ", seed " + SEED;
      Slice[] before = test.inputs().stream().map(Slice::copy).toArray(Slice[]::new);
      Slice output = test.output().copy();
      test.call().run(kernels, output);
      result = output.numbers();
      guardsIntact = output.guardsAreIntact();
      boolean intact = true;
      for (int i = 0; i < before.length; i++) {
        intact &= before[i].equalsBitForBit(test.inputs().get(i));
      }
      inputsIntact = intact;
    }
  }
}
