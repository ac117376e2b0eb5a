package org.p4inv.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.bench.cases.CaseRequest;

final class PlanTest {
  private static final Torch TORCH =
      new Torch("python3", "2", Optional.of("Zen"), Optional.of("/lib/liballoc.so"));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesAndLabelsAreUnique(boolean full) {
    Set<String> names = new HashSet<>();
    for (Comparison comparison : plan(Optional.of(TORCH), full)) {
      assertEquals(true, names.add(comparison.name()), comparison.name());
      Set<String> labels = new HashSet<>();
      for (Entrant entrant : comparison.entrants()) {
        assertEquals(true, labels.add(entrant.label()), entrant.label());
        assertEquals(entrant.request(), CaseRequest.parse(entrant.request().line()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutTorchTheOthersAreMeasured(boolean full) {
    for (Comparison comparison : plan(Optional.empty(), full)) {
      assertFalse(comparison.entrants().isEmpty(), comparison.name());
      for (Entrant entrant : comparison.entrants()) {
        assertFalse(entrant.label().contains("PyTorch"), entrant.label());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void torchHasItsFastestKernelsInEveryForm(boolean tuned) {
    ContenderSpec peer = TORCH.contender(Path.of("peer.py"), tuned);
    assertEquals("Zen", peer.environment().get("OPENBLAS_CORETYPE"));
    assertEquals(tuned, peer.environment().containsKey("LD_PRELOAD"));
  }

  private static List<Comparison> plan(Optional<Torch> torch, boolean full) {
    return new Plan(new Contenders(Path.of("peer.py"), torch), full).comparisons();
  }
}
