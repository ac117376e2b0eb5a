package org.p4inv.flows.bijection;

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
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.AffineCoupling;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.P4InvLinear.Start;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.normalization.ActNorm;

/**
 * The bijections of this library take the battery; a new one needs a line here and in the digests.
 */
class BuiltInBijectionsTest extends BijectionContract {
  private static final List<BijectionCase> CASES =
      List.of(
          c("p4inv-linear d=1", new P4InvLinear(1, Start.IDENTITY), 1),
          c("p4inv-linear d=2", new P4InvLinear(2, Start.REVERSAL), 2),
          c("p4inv-linear d=5 k=2", new P4InvLinear(5, 2, Start.IDENTITY), 3),
          c("p4inv-linear d=33 k=3", new P4InvLinear(33, 3, Start.REVERSAL), 4),
          c("p4inv-linear d=18 k=7", new P4InvLinear(18, 7, Start.IDENTITY), 18),
          c("affine-coupling d=2 tanh", new AffineCoupling(2, 1, Activation.TANH, 16, 16), 5),
          c("affine-coupling d=5 relu", new AffineCoupling(5, 2, Activation.RELU, 9), 6),
          c("affine-coupling d=3 affine", new AffineCoupling(3, 1, Activation.TANH), 7),
          c("affine-coupling d=40 tanh", new AffineCoupling(40, 19, Activation.TANH, 37, 33), 16),
          c(
              "affine-coupling d=3 separate",
              AffineCoupling.separate(3, 1, Activation.TANH, 17, 16),
              17),
          c("act-norm d=3", new ActNorm(3), 8),
          c("bent-identity d=4", new BentIdentity(4), 9),
          c("permutation swap d=5", Permutation.swap(5), 10),
          c("permutation random d=7", Permutation.random(7, 1), 11),
          c("inverse coupling", Inverse.of(new AffineCoupling(3, 2, Activation.TANH, 8)), 12),
          c("inverse p4inv", Inverse.of(new P4InvLinear(3, Start.IDENTITY)), 13),
          c(
              "chain of all d=4",
              Chain.of(
                  new P4InvLinear(4, 2, Start.REVERSAL),
                  new AffineCoupling(4, 2, Activation.TANH, 8),
                  Permutation.reversal(4),
                  new ActNorm(4),
                  Inverse.of(new BentIdentity(4)),
                  new AffineCoupling(4, 1, Activation.TANH, 8)),
              14),
          c("chain of chains", Chain.of(Chain.of(new ActNorm(2)), new BentIdentity(2)), 15));

  private static BijectionCase c(String name, Bijection bijection, long seed) {
    return new BijectionCase(name, bijection, seed);
  }

  @Override
  protected List<BijectionCase> cases() {
    return CASES;
  }

  @Test
  void everyProviderHasACase() {
    TreeSet<String> provided =
        ServiceLoader.load(BijectionProvider.class).stream()
            .map(provider -> provider.get().type())
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> examined =
        CASES.stream()
            .map(c -> c.bijection().config().text("type"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(provided, examined);
  }

  /** The same bits with SIMD of any width and without, on every JDK: digests are committed. */
  @Test
  void bitsAreThoseOfEveryMachine() throws IOException {
    Properties known = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/bijection-digests.properties")) {
      known.load(in);
    }
    TreeMap<String, String> expected = new TreeMap<>();
    known.forEach((name, digest) -> expected.put(name.toString(), digest.toString()));
    TreeMap<String, String> actual = new TreeMap<>();
    for (BijectionCase c : CASES) {
      byte[] digest = Digest.ofBothDirections(c, c.normalTile(40));
      actual.put(c.name().replaceAll("[ =]", "_"), HexFormat.of().formatHex(digest));
    }
    assertEquals(
        String.join("\n", lines(expected)), String.join("\n", lines(actual)), "digests of bits");
  }

  private static List<String> lines(Map<String, String> digests) {
    return digests.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }
}
