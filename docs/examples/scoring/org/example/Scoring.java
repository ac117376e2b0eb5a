package org.example;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.check.SelfCheck;

/**
 * Loads a trained flow, checks it once, and scores points one by one from many threads: what a
 * service does with a model. Prints the points below a threshold, the unlikely ones.
 */
public final class Scoring {
  private final Flow flow;
  private final double threshold;

  private Scoring(Flow flow, double threshold) {
    SelfCheck check = flow.selfCheck(1);
    if (!check.passed()) {
      throw new IllegalStateException("the model must pass its self-check:\n" + check);
    }
    this.flow = flow;
    this.threshold = threshold;
  }

  /** Any number of threads may call this at once. */
  boolean unlikely(float[] point) {
    return flow.logDensity(point)[0] < threshold;
  }

  /**
   * Draws 1,000 points of the model and counts those that are below the threshold.
   *
   * @param arguments the model file and the threshold, a natural log-density
   */
  public static void main(String[] arguments) throws Exception {
    Flow flow = Flow.load(Path.of(arguments[0]));
    Scoring scoring = new Scoring(flow, Double.parseDouble(arguments[1]));
    int d = flow.dimension();
    float[] points = flow.sample(1000, 7);
    List<Integer> unlikely =
        IntStream.range(0, 1000)
            .parallel()
            .filter(i -> scoring.unlikely(Arrays.copyOfRange(points, i * d, i * d + d)))
            .boxed()
            .toList();
    System.out.println(unlikely.size() + " of 1000 points are below " + arguments[1]);
  }
}
