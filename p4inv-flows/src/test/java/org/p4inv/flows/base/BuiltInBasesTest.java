package org.p4inv.flows.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Mlp;

/** The base densities of this library take the battery; a new one needs a case and a digest. */
class BuiltInBasesTest extends BaseDensityContract {
  private static final Interval BOND = new Interval(0.1, 1.75, false);
  private static final Interval ANGLE = Interval.circle(-Math.PI, Math.PI);

  private static final List<BaseCase> CASES =
      List.of(
          new BaseCase("standard-normal d=1", new StandardNormal(1), 1),
          new BaseCase("standard-normal d=4", new StandardNormal(4), 1),
          new BaseCase("gaussian trainable d=2", Gaussian.trainable(2), 2),
          new BaseCase("gaussian trainable d=5", Gaussian.trainable(5), 3),
          new BaseCase(
              "gaussian fixed d=2",
              Gaussian.fixed(new double[] {-1, 2.5}, new double[] {0.3, 4}),
              4),
          new BaseCase("full-gaussian trainable d=1", FullGaussian.trainable(1), 5),
          new BaseCase("full-gaussian trainable d=2", FullGaussian.trainable(2), 6),
          new BaseCase("full-gaussian trainable d=18", FullGaussian.trainable(18), 7),
          new BaseCase(
              "full-gaussian fixed d=2",
              FullGaussian.fixed(new double[] {1, -0.5}, new double[] {0.5, -1.2, 2}),
              8),
          new BaseCase(
              "uniform box d=2",
              Uniform.box(new double[] {-3, 0.1}, new double[] {-1, 1.75}),
              9,
              List.of(new Interval(-3, -1, false), BOND)),
          new BaseCase(
              "uniform torus d=3",
              Uniform.torus(
                  new double[] {-Math.PI, -Math.PI, 0}, new double[] {Math.PI, Math.PI, 1}),
              10,
              List.of(ANGLE, ANGLE, Interval.circle(0, 1))),
          new BaseCase(
              "uniform box and torus d=2",
              Uniform.of(List.of(BOND, ANGLE)),
              11,
              List.of(BOND, ANGLE)),
          new BaseCase("student-t nu=1 d=1", new StudentT(1, 1), 12),
          new BaseCase("student-t nu=2.5 d=2", new StudentT(2, 2.5), 13),
          new BaseCase("student-t nu=30 d=3", new StudentT(3, 30), 14),
          new BaseCase("gaussian-mixture of 1 d=2", new GaussianMixture(2, 1), 15),
          new BaseCase("gaussian-mixture of 5 d=2", new GaussianMixture(2, 5), 16),
          new BaseCase("gaussian-mixture of 3 d=4", new GaussianMixture(4, 3), 17),
          new BaseCase(
              "conditional-gaussian d=2 c=3",
              new ConditionalGaussian(new Mlp(new int[] {3, 8, 4}, Activation.TANH)),
              18),
          new BaseCase(
              "conditional-gaussian affine d=3 c=1",
              new ConditionalGaussian(new Mlp(new int[] {1, 6}, Activation.TANH)),
              19));

  @Override
  protected List<BaseCase> cases() {
    return CASES;
  }

  @Test
  void everyProviderHasACase() {
    TreeSet<String> provided =
        ServiceLoader.load(BaseProvider.class).stream()
            .map(provider -> provider.get().type())
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> examined =
        CASES.stream()
            .map(c -> c.density().config().text("type"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(provided, examined);
  }

  /** The same bits with SIMD of any width and without, on every JDK: digests are committed. */
  @Test
  void bitsAreThoseOfEveryMachine() throws IOException {
    Properties known = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/base-digests.properties")) {
      known.load(in);
    }
    TreeMap<String, String> expected = new TreeMap<>();
    known.forEach((name, digest) -> expected.put(name.toString(), digest.toString()));
    TreeMap<String, String> actual = new TreeMap<>();
    for (BaseCase c : CASES) {
      actual.put(c.name().replaceAll("[ =]", "_"), HexFormat.of().formatHex(digest(c, 0)));
    }
    assertEquals(
        String.join("\n", lines(expected)), String.join("\n", lines(actual)), "digests of bits");
  }

  private static List<String> lines(Map<String, String> digests) {
    return digests.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }
}
