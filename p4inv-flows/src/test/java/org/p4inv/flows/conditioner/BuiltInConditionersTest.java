package org.p4inv.flows.conditioner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.config.Config;

/** The conditioners of this library take the battery; a new one needs cases here, and digests. */
class BuiltInConditionersTest extends ConditionerContract {
  private static final List<ConditionerCase> CASES = allCases();

  private static List<ConditionerCase> allCases() {
    List<ConditionerCase> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      String name = "mlp " + activation.label();
      Mlp mlp = new Mlp(new int[] {3, 17, 12, 4}, 2, activation);
      cases.add(ConditionerCase.of(name, mlp, cases.size()));
    }
    cases.add(ConditionerCase.of("mlp no context", mlp(0, 3, 8, 5, 7, 2), 20));
    cases.add(ConditionerCase.of("mlp affine", mlp(1, 2, 3), 21));
    cases.add(ConditionerCase.of("mlp wide", mlp(33, 19, 40, 36), 22));
    cases.add(masked("masked-mlp", new MaskedMlp(4, 2, 0, Activation.TANH, 12, 9), 4, 30));
    cases.add(masked("masked-mlp context", new MaskedMlp(3, 5, 2, Activation.SILU, 16), 3, 31));
    cases.add(masked("masked-mlp affine", new MaskedMlp(3, 2, 1, Activation.TANH), 3, 32));
    cases.add(masked("masked-mlp one", new MaskedMlp(1, 3, 2, Activation.TANH, 5), 1, 33));
    cases.add(masked("masked-mlp wide", new MaskedMlp(12, 3, 3, Activation.RELU, 40, 37), 12, 34));
    cases.add(residual("residual-network", 3, 4, 0, 9, 2, Activation.SILU, 40));
    cases.add(residual("residual-network context", 2, 3, 2, 17, 1, Activation.RELU, 41));
    cases.add(residual("residual-network deep", 2, 5, 1, 6, 5, Activation.ELU, 42));
    Interval circle = Interval.circle(-2, 3);
    cases.add(
        ConditionerCase.of(
            "periodic-features",
            new PeriodicFeatures(4, new int[] {1, 3}, circle, 3, mlp(2, 14, 10, 3)),
            50));
    cases.add(
        ConditionerCase.of(
            "periodic-features alone",
            new PeriodicFeatures(1, new int[] {0}, circle, 1, mlp(0, 2, 10, 3)),
            51));
    return cases;
  }

  private static ConditionerCase residual(
      String name, int inputs, int outputs, int c, int width, int blocks, Activation a, long seed) {
    return ConditionerCase.of(
        name, new ResidualNetwork(inputs, outputs, c, width, blocks, a), seed);
  }

  /** Output i * n + j is for coordinate j, and depends on the coordinates before. */
  private static ConditionerCase masked(String name, MaskedMlp mlp, int n, long seed) {
    return ConditionerCase.of(name, mlp, seed, (output, input) -> input < output % n);
  }

  private static Mlp mlp(int context, int... widths) {
    return new Mlp(widths, context, Activation.TANH);
  }

  @Override
  protected List<ConditionerCase> cases() {
    return CASES;
  }

  @Test
  void unknownTypesAreNamed() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Conditioners.read(Config.of("type", "oracle")));
    assertTrue(e.getMessage().contains("'oracle'") && e.getMessage().contains("mlp"));
  }

  /** The same bits with SIMD of any width and without, on every JDK: digests are committed. */
  @Test
  void bitsAreThoseOfEveryMachine() throws IOException, GeneralSecurityException {
    Properties known = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/conditioner-digests.properties")) {
      known.load(in);
    }
    TreeMap<String, String> expected = new TreeMap<>();
    known.forEach((name, digest) -> expected.put(name.toString(), digest.toString()));
    TreeMap<String, String> actual = new TreeMap<>();
    for (ConditionerCase c : CASES) {
      actual.put(c.name().replace(' ', '_'), digest(c));
    }
    assertEquals(
        String.join("\n", lines(expected)), String.join("\n", lines(actual)), "digests of bits");
  }

  /** The SHA-256 of outputs, cotangents and gradient of one tile. */
  private static String digest(ConditionerCase c) throws GeneralSecurityException {
    float[] x = c.inputs(40);
    float[] xBar = new float[x.length];
    float[] gradient = new float[c.parameters().length];
    float[] out = new Probe(c, x).pullback(xBar, gradient);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (float[] numbers : List.of(out, xBar, gradient)) {
      ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
      bytes.asFloatBuffer().put(numbers);
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static List<String> lines(Map<String, String> digests) {
    return digests.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }
}
