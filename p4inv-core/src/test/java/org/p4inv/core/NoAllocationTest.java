package org.p4inv.core;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Panels;
import org.p4inv.core.kernel.Philox;
import org.p4inv.core.kernel.SplineBin;
import org.p4inv.core.optimize.Adam;
import org.p4inv.core.optimize.GradientClipping;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.p4.InvertiblePerturbation;
import org.p4inv.core.p4.LogDetBounds;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Allocation;
import org.p4inv.core.testing.Numbers;

/** What a training step calls allocates nothing in its steady state. */
class NoAllocationTest {
  /** Rows: a block of four and one more. */
  private static final int M = 5;

  /** Columns: a whole register block, a vector and single elements, at any SIMD width. */
  private static final int K = 83;

  private static Map<String, Runnable> kernels() {
    Kernels kernels = Kernels.active();
    Random random = new Random(1);
    float[] x = Numbers.floats(random, K * LANES);
    float[] y = Numbers.floats(random, K * LANES);
    float[] w = Numbers.floats(random, M * K);
    float[] panels = new float[Panels.length(K)];
    double[] a = Numbers.doubles(random, M * K);
    double[] b = Numbers.doubles(random, K * K);
    double[] c = new double[M * K];
    double[] lanes = new double[LANES];
    Map<String, Runnable> calls = new TreeMap<>();
    calls.put("multiply", () -> kernels.multiply(M, K, w, 0, w, 0, x, 0, y, 0));
    calls.put("multiplyPacked", () -> kernels.multiplyPacked(M, 64, x, 0, w, 0, x, 0, y, 0));
    calls.put("multiply, few lanes", () -> kernels.multiply(M, K, w, 0, w, 0, x, 0, y, 0, 7));
    calls.put("multiply, half", () -> kernels.multiply(M, K, w, 0, w, 0, x, 0, y, 0, LANES / 2));
    calls.put("multiplyAdd", () -> kernels.multiplyAdd(M, K, w, 0, 1, M, x, 0, y, 0));
    calls.put("multiplyRelu", () -> kernels.multiplyRelu(M, K, w, 0, w, 0, x, 0, y, 0));
    calls.put("multiplyTransposed", () -> kernels.multiplyTransposed(M, K, w, 0, x, 0, y, 0));
    calls.put(
        "multiplyTransposedRelu",
        () -> kernels.multiplyTransposedRelu(4, K, w, 0, x, 0, x, 0, y, 0));
    calls.put("transpose", () -> kernels.transpose(K, LANES, x, 0, LANES, y, 0, K));
    float[] radius = new float[LANES];
    float[] angle = new float[LANES];
    long[] words = new long[Philox.WORDS * Philox.BLOCKS];
    calls.put("uniform", () -> kernels.uniform(1, 2, 3, 4, 5, 6, radius, angle, words));
    calls.put("toPanels", () -> kernels.toPanels(K, x, 0, panels, 0));
    calls.put("addRows", () -> kernels.addRows(M, 1, x, 0, lanes));
    calls.put("addSquares", () -> kernels.addSquares(M, -0.5, x, 0, lanes));
    calls.put("scaleLanesAdd", () -> kernels.scaleLanesAdd(M, 1, lanes, x, 0, y, 0));
    calls.put("outerAdd", () -> kernels.outerAdd(M, K, x, 0, panels, 0, w, 0, K));
    calls.put("dotLanesAdd", () -> kernels.dotLanesAdd(M, x, 0, y, 0, w, 0, 1));
    calls.put("relu", () -> kernels.relu(x, 0, y, 0, M));
    calls.put("reluPullback", () -> kernels.reluPullback(x, 0, y, 0, M));
    calls.put("sumLanesAdd", () -> kernels.sumLanesAdd(M, x, 0, w, 0));
    calls.put("exp", () -> kernels.exp(x, 0, y, 0, K));
    calls.put("log", () -> kernels.log(x, 0, y, 0, K));
    calls.put("tanh", () -> kernels.tanh(x, 0, y, 0, K));
    calls.put("softplus", () -> kernels.softplus(x, 0, y, 0, K));
    calls.put("sigmoid", () -> kernels.sigmoid(x, 0, y, 0, K));
    calls.put("sqrt", () -> kernels.sqrt(x, 0, y, 0, K));
    calls.put("cosTurns", () -> kernels.cosTurns(x, 0, y, 0, K));
    calls.put("sinTurns", () -> kernels.sinTurns(x, 0, y, 0, K));
    calls.put("multiplyVector", () -> kernels.multiplyVector(M, K, a, 0, b, 0, c, 0));
    calls.put(
        "multiplyVectorTransposed", () -> kernels.multiplyVectorTransposed(M, K, a, 0, b, 0, c, 0));
    calls.put(
        "multiplyVectorTransposedAdd",
        () -> kernels.multiplyVectorTransposedAdd(M, K, a, 0, b, 0, c, 0));
    calls.put("rankUpdate", () -> kernels.rankUpdate(M, K, M, b, 0, M, b, 0, c, 0));
    calls.put("multiplyMatrix", () -> kernels.multiplyMatrix(M, M, K, a, 0, b, 0, c, 0));
    addSplines(calls, kernels);
    return calls;
  }

  private static void addSplines(Map<String, Runnable> calls, Kernels kernels) {
    int bins = 4;
    int size = 2 * LANES;
    Random random = new Random(2);
    float[] p = Numbers.floats(random, bins * size);
    float[] v = Numbers.floats(random, size);
    float[] x = Numbers.floats(random, (bins + 1) * size);
    float[] bin = Numbers.floats(random, 7 * size);
    float[] out = new float[(bins + 1) * size];
    float[] r = new float[size];
    float[] t = new float[size];
    calls.put("splineExponents", () -> kernels.splineExponents(bins, size, p, 0, out, 0));
    calls.put("splineKnots", () -> kernels.splineKnots(bins, size, p, 0, 3, 0.1f, 5, out));
    calls.put("splineBins", () -> kernels.splineBins(bins, size, v, 0, x, x, x, x, bin));
    calls.put("splineFraction", () -> kernels.splineFraction(size, bin, SplineBin.X0, v, 0, r));
    calls.put("splineImage", () -> kernels.splineImage(size, bin, SplineBin.Y0, v, r, 0));
    calls.put("splineRoot", () -> kernels.splineRoot(size, bin, v, r));
    calls.put("splineCurve", () -> kernels.splineCurve(size, bin, v, r, t, out));
    calls.put("splineBend", () -> kernels.splineBend(size, bin, v, v, v, r));
    calls.put(
        "splineCurvePullback",
        () -> kernels.splineCurvePullback(size, bin, v, v, v, v, v, v, r, t, out, p));
    calls.put(
        "splineKnotsPullback",
        () -> kernels.splineKnotsPullback(bins, size, 5, p, 0, bin, v, v, out, 0));
    calls.put(
        "splineDerivativesPullback",
        () -> kernels.splineDerivativesPullback(3, 1, size, bin, x, 1000, v, v, out, 0));
  }

  static Set<String> kernelNames() {
    return kernels().keySet();
  }

  @ParameterizedTest
  @MethodSource("kernelNames")
  void kernelOperation(String name) {
    Allocation.none(name, kernels().get(name));
  }

  @Test
  void everyKernelOperationIsExamined() {
    Arrays.stream(Kernels.class.getMethods())
        .map(method -> method.getName())
        .filter(name -> !Set.of("active", "describe", "name").contains(name))
        .forEach(name -> assertTrue(kernelNames().contains(name), () -> name + " is missing"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void prepareAndMerge(int rank) {
    int d = 21;
    float[] parameters = new float[InvertiblePerturbation.parameterCount(d, rank)];
    double[] frozen = new double[InvertiblePerturbation.frozenCount(d)];
    InvertiblePerturbation perturbation =
        new InvertiblePerturbation(d, rank, parameters, 0, frozen, 0, LogDetBounds.forDimension(d));
    RandomStream stream = new RandomStream(1, Domain.MERGE);
    perturbation.start(Numbers.regular(new Random(1), d), stream);
    float[] gradient = new float[parameters.length];
    int[] call = new int[1];
    Allocation.none(
        "prepare and merge, rank " + rank,
        () -> {
          // A small step and then the same step back: A stays where it is, however often.
          float step = call[0]++ % 2 == 0 ? 0.001f : -0.001f;
          for (int i = 0; i < rank * d; i++) {
            parameters[i] = step;
            parameters[rank * d + i] = i;
          }
          perturbation.prepare();
          perturbation.addPenalty(0.1, gradient);
          if (!perturbation.merge(stream).merged()) {
            throw new AssertionError("rank " + rank + ": must merge");
          }
        });
  }

  @Test
  void runOfTwoThreads() {
    try (Workers workers = Workers.ofThreads(2)) {
      Thread helper = helperOf(workers);
      long[] sums = new long[8];
      Workers.Part part = (index, worker) -> sums[index] += index;
      Allocation.none("run of two threads", () -> workers.run(8, part), helper);
    }
  }

  @Test
  void runOfOneThread() {
    Workers workers = Workers.serial();
    long[] sums = new long[8];
    Workers.Part part = (index, worker) -> sums[index] += index;
    Allocation.none("serial run", () -> workers.run(8, part));
  }

  private static Thread helperOf(Workers workers) {
    Thread[] helper = new Thread[1];
    CountDownLatch found = new CountDownLatch(1);
    workers.run(
        2,
        (index, worker) -> {
          if (worker == 1) {
            helper[0] = Thread.currentThread();
            found.countDown();
          }
          try {
            found.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    return helper[0];
  }

  @Test
  void optimizerStep() {
    float[] parameters = Numbers.floats(new Random(1), 300);
    float[] gradient = Numbers.floats(new Random(2), 300);
    Adam adam = new Adam(300, 100, 200);
    LearningRate rate = LearningRate.cosine(1e-3, 0.1, 1000).warmedUp(10);
    long[] step = new long[1];
    Allocation.none(
        "learning rate, clipping and Adam",
        () -> {
          GradientClipping.factor(GradientClipping.sumOfSquares(gradient, 0, gradient.length), 1);
          adam.step(parameters, gradient, rate.at(step[0]++ % 1000));
          adam.restart(100, 200);
        });
  }

  @Test
  void gaussianNoise() {
    float[] noise = new float[333];
    RandomStream stream = new RandomStream(1, Domain.TRAINING);
    int[] step = new int[1];
    Allocation.none(
        "gaussian",
        () -> {
          stream.restart(Domain.TRAINING, step[0]++, 3);
          stream.gaussian(noise, 0, noise.length);
        });
  }

  @Test
  void whatAllocatesIsFound() {
    Object[] kept = new Object[1];
    assertThrows(
        AssertionError.class, () -> Allocation.none("an array", () -> kept[0] = new int[3]));
  }
}
