package org.p4inv.bench.jmh;

import java.util.Map;
import java.util.Optional;
import org.p4inv.bench.roofline.Work;
import org.p4inv.core.kernel.Tile;

/**
 * The work of the benchmarks, for their share of the roof. Those without an entry are compositions
 * whose parts have one, or libraries that do more than they need.
 */
final class KernelWork {
  private static final double LANES = Tile.LANES;
  private static final int FLOAT = Float.BYTES;
  private static final int DOUBLE = Double.BYTES;

  private KernelWork() {}

  /**
   * The work of one operation.
   *
   * @param benchmark such as {@code TileProduct.multiplyAdd}
   * @param parameters its parameters
   */
  static Optional<Work> of(String benchmark, Map<String, String> parameters) {
    double d = number(parameters, "d");
    double n = number(parameters, "n");
    double batch = number(parameters, "batch");
    return Optional.ofNullable(
        switch (benchmark) {
          case "TileProduct.multiplyAdd",
              "TileProduct.multiplyAddTransposed",
              "TileProduct.multiplyPacked" ->
              product(d, LANES);
          case "BatchProduct.multiply", "BatchProduct.multiplyPacked" -> product(d, batch);
          case "WeightGradient.outerAdd" ->
              Work.ofFloat(
                  2 * d * d * LANES,
                  FLOAT * (2 * d * LANES + 2 * d * d),
                  FLOAT * (2 * d * LANES + d * d));
          case "WeightGradient.transpose" -> traffic(2 * d * LANES);
          case "Elementary.exp",
              "Elementary.log",
              "Elementary.tanh",
              "Elementary.softplus",
              "Elementary.sigmoid" ->
              traffic(2 * n);
          case "Elementary.gaussian" -> traffic(n);
          // Reads four vectors and writes three of them.
          case "Adam.step" -> Work.ofFloat(13 * n, FLOAT * 7 * n, FLOAT * 4 * n);
          case "DoubleKernels.multiplyVector", "DoubleKernels.multiplyVectorTransposed" ->
              Work.ofDouble(2 * d * d, DOUBLE * d * d, DOUBLE * d * d);
          case "DoubleKernels.rankUpdate" ->
              Work.ofDouble(2 * d * d, DOUBLE * 2 * d * d, DOUBLE * d * d);
          // A and its inverse, each read once.
          case "Perturbation.probe", "Perturbation.prepare" ->
              Work.ofDouble(4 * d * d, DOUBLE * 2 * d * d, DOUBLE * 2 * d * d);
          case "Perturbation.repair" ->
              Work.ofDouble(4 * d * d * d, DOUBLE * 4 * d * d, DOUBLE * 4 * d * d);
          // Forward; nobody asks for the cotangent of the points.
          case "TrainingStep.step" -> product(d, batch);
          default -> null;
        });
  }

  /** A d x d matrix times so many points. */
  private static Work product(double d, double points) {
    double bytes = FLOAT * (d * d + 2 * d * points);
    return Work.ofFloat(2 * d * d * points, bytes, bytes);
  }

  /** So many floats read or written, and no arithmetic that counts. */
  private static Work traffic(double floats) {
    return Work.ofFloat(0, FLOAT * floats, FLOAT * floats);
  }

  private static double number(Map<String, String> parameters, String name) {
    return Double.parseDouble(parameters.getOrDefault(name, "0"));
  }
}
