package org.p4inv.bench.roofline;

import java.util.List;
import java.util.stream.LongStream;

/** Measures the {@link Roof} of one core: the best of many short runs, each a few milliseconds. */
public final class Roofline {
  private static final String MODULE = "jdk.incubator.vector";
  private static final int STEPS = 100_000;
  private static final int IN_CACHE = 2048;
  private static final int PASSES = 200;
  private static final int LEAST_RUNS = 10;
  private static final long NANOS = 300_000_000;
  private static final double NANOS_OF_COPIES = 5e6;

  /** From the first level of the cache, by factors of 4, to what fits none. */
  private static final long LEAST = 1 << 14;

  private static final int LEVELS = 8;

  /** What runs end in, so that no compiler leaves them out. */
  private static volatile float sink;

  private Roofline() {}

  /** Measures; about four seconds. */
  public static Roof measure() {
    List<Roof.Copy> copies =
        LongStream.iterate(LEAST, bytes -> 4 * bytes)
            .limit(LEVELS)
            .mapToObj(bytes -> new Roof.Copy(bytes, gigabytesPerSecond(bytes)))
            .toList();
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return new Roof(plainGflops(), "plain Java, a lower bound", copies);
    }
    return new Roof(vectorGflops(), VectorPeak.describe(), copies);
  }

  private static double vectorGflops() {
    double twelve = best(() -> sink = VectorPeak.twelve(STEPS));
    double sixteen = best(() -> sink = VectorPeak.sixteen(STEPS));
    return Math.max(
        VectorPeak.flopsOfTwelve(STEPS) / twelve, VectorPeak.flopsOfSixteen(STEPS) / sixteen);
  }

  private static double plainGflops() {
    float[] x = new float[IN_CACHE];
    double nanos =
        best(
            () -> {
              for (int pass = 0; pass < PASSES; pass++) {
                PlainPeak.run(x);
              }
              sink = x[0];
            });
    return PASSES * PlainPeak.flops(x) / nanos;
  }

  private static double gigabytesPerSecond(long bytes) {
    int half = Math.toIntExact(bytes / 2 / Float.BYTES);
    float[] from = new float[half];
    float[] to = new float[half];
    // At 10 bytes a nanosecond that is some milliseconds.
    int copies = (int) Math.max(1, NANOS_OF_COPIES * 10 / bytes);
    double nanos =
        best(
            () -> {
              for (int i = 0; i < copies; i++) {
                System.arraycopy(from, 0, to, 0, half);
              }
              sink = to[half / 2];
            });
    return (double) bytes * copies / nanos;
  }

  /** The shortest of many runs, in nanoseconds. */
  private static double best(Runnable run) {
    long best = Long.MAX_VALUE;
    long begin = System.nanoTime();
    for (int i = 0; i < LEAST_RUNS || System.nanoTime() - begin < NANOS; i++) {
      long start = System.nanoTime();
      run.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
