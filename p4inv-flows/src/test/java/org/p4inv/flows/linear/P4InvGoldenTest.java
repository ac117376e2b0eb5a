package org.p4inv.flows.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.p4.InvertiblePerturbation;
import org.p4inv.core.p4.LogDetBounds;
import org.p4inv.core.p4.Merge;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.BijectionCase;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Json;

/**
 * The P4Inv layer against the reference implementation in double precision: both directions, all
 * gradients, penalty and merge, for d = 1 to 33.
 */
class P4InvGoldenTest {
  /**
   * Relative to the largest number of an array: inputs and weights are rounded to float (6e-8), d =
   * 33 of them are added, and the largest condition number among the cases is about 100.
   */
  private static final double FLOAT = 2e-5;

  /** What is tracked in double precision, from parameters that are rounded to float. */
  private static final double ROUNDED_PARAMETERS = 2e-6;

  record Case(String name, int d, Map<?, ?> json) {
    double[] numbers(String key) {
      return flat(json.get(key));
    }

    double number(String key) {
      return ((Number) json.get(key)).doubleValue();
    }

    Map<?, ?> part(String key) {
      return (Map<?, ?>) json.get(key);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in = P4InvGoldenTest.class.getResourceAsStream("/golden/p4inv.json")) {
      Object json = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return ((List<?>) ((Map<?, ?>) json).get("cases"))
          .stream()
              .map(c -> (Map<?, ?>) c)
              .map(
                  c -> {
                    int d = ((Number) c.get("dim")).intValue();
                    return new Case("d = " + d + " from " + c.get("init"), d, c);
                  });
    }
  }

  private static double[] flat(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().flatMapToDouble(e -> Arrays.stream(flat(e))).toArray();
    }
    return new double[] {((Number) value).doubleValue()};
  }

  /** A layer at the numbers of a case. */
  private static BijectionCase layer(Case c) {
    BijectionCase layer =
        new BijectionCase(c.name(), new P4InvLinear(c.d(), P4InvLinear.Start.IDENTITY), 1);
    setNumbers(c, layer.parameters(), layer.frozen());
    double[] b = c.numbers("b");
    for (int i = 0; i < c.d(); i++) {
      layer.parameters()[2 * c.d() + i] = (float) b[i];
    }
    layer.bijection().refresh(layer.weights());
    return layer;
  }

  private static void setNumbers(Case c, float[] parameters, double[] frozen) {
    int d = c.d();
    double[] u = c.numbers("u");
    double[] v = c.numbers("v");
    for (int i = 0; i < d; i++) {
      parameters[i] = (float) u[i];
      parameters[d + i] = (float) v[i];
    }
    System.arraycopy(c.numbers("A"), 0, frozen, 0, d * d);
    System.arraycopy(c.numbers("A_inv"), 0, frozen, d * d, d * d);
    double det = c.number("det_A");
    frozen[2 * d * d] = Math.log(Math.abs(det));
    frozen[2 * d * d + 1] = Math.signum(det);
  }

  private static float[] tile(Object rows, int points, int d) {
    double[] numbers = flat(rows);
    float[] packed = new float[points * d];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (float) numbers[i];
    }
    float[] tile = new float[d * LANES];
    Tile.load(packed, 0, points, d, tile);
    return tile;
  }

  private static void assertTile(Object rows, float[] tile, int points, int d, String what) {
    double[] expected = flat(rows);
    float[] actual = new float[points * d];
    Tile.store(tile, points, d, actual, 0);
    assertNumbers(expected, actual, 0, what);
  }

  private static void assertNumbers(double[] expected, float[] actual, int from, String what) {
    double size = 1;
    for (double e : expected) {
      size = Math.max(size, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[from + i], FLOAT * size, what + ", index " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAndItsPullback(Case c) {
    check(c, Direction.FORWARD, c.part("forward"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inverseAndItsPullback(Case c) {
    check(c, Direction.INVERSE, c.part("inverse"));
  }

  private static void check(Case c, Direction direction, Map<?, ?> golden) {
    int d = c.d();
    BijectionCase layer = layer(c);
    int points = ((List<?>) golden.get("input")).size();
    float[] in = tile(golden.get("input"), points, d);
    float[] out = new float[d * LANES];
    double[] logDet = new double[LANES];
    Workspace s = layer.bijection().workspace();
    direction.map(layer.bijection(), layer.weights(), in, out, logDet, s);
    assertTile(golden.get("output"), out, points, d, c + " output");
    double[] goldenLogDet = flat(golden.get("log_det"));
    for (int i = 0; i < points; i++) {
      assertEquals(goldenLogDet[i], logDet[i], ROUNDED_PARAMETERS, c + " log-det of point " + i);
    }

    float[] outBar = tile(golden.get("cotangent_output"), points, d);
    double[] logDetBar = new double[LANES];
    System.arraycopy(flat(golden.get("cotangent_log_det")), 0, logDetBar, 0, points);
    for (int i = 0; i < outBar.length; i++) {
      outBar[i] = i % LANES < points ? outBar[i] : 0;
    }
    float[] inBar = new float[d * LANES];
    float[] gradient = new float[layer.parameters().length];
    direction.pullback(
        layer.bijection(), layer.weights(), in, out, outBar, logDetBar, inBar, gradient, s);
    assertTile(golden.get("grad_input"), inBar, points, d, c + " gradient of the input");
    assertNumbers(flat(golden.get("grad_u")), gradient, 0, c + " gradient of u");
    assertNumbers(flat(golden.get("grad_v")), gradient, d, c + " gradient of v");
    assertNumbers(flat(golden.get("grad_b")), gradient, 2 * d, c + " gradient of b");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void penaltyAndMerge(Case c) {
    int d = c.d();
    float[] parameters = new float[2 * d];
    double[] frozen = new double[2 * d * d + 2];
    setNumbers(c, parameters, frozen);
    LogDetBounds reference =
        new LogDetBounds(
            c.number("min_logdet"),
            c.number("max_logdet"),
            c.number("min_logdet"),
            c.number("max_logdet"));
    double penalty =
        perturbation(d, parameters, frozen, reference)
            .addPenalty(c.number("penalty_parameter"), new float[2 * d]);
    assertEquals(c.number("penalty"), penalty, ROUNDED_PARAMETERS, c + " penalty");

    InvertiblePerturbation p = perturbation(d, parameters, frozen, LogDetBounds.NONE);
    assertEquals(Merge.MERGED, p.merge(new RandomStream(1, Domain.MERGE)));
    double det = ((Number) c.part("merged").get("det_A")).doubleValue();
    assertEquals(Math.log(Math.abs(det)), frozen[2 * d * d], ROUNDED_PARAMETERS, c + " log|det|");
    assertEquals(Math.signum(det), frozen[2 * d * d + 1], c + " sign");
    double[] a = flat(c.part("merged").get("A"));
    double[] inverse = flat(c.part("merged").get("A_inv"));
    double condition = norm(a) * norm(inverse);
    assertTrue(condition < 1e4, c + " condition " + condition);
    for (int i = 0; i < d * d; i++) {
      assertEquals(a[i], frozen[i], ROUNDED_PARAMETERS, c + " A, index " + i);
      assertEquals(
          inverse[i],
          frozen[d * d + i],
          ROUNDED_PARAMETERS * condition * norm(inverse),
          c + " inverse of A, index " + i);
    }
  }

  private static InvertiblePerturbation perturbation(
      int d, float[] parameters, double[] frozen, LogDetBounds bounds) {
    InvertiblePerturbation p = new InvertiblePerturbation(d, 1, parameters, 0, frozen, 0, bounds);
    p.refresh();
    return p;
  }

  private static double norm(double[] matrix) {
    double sum = 0;
    for (double x : matrix) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
