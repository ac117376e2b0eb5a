package org.p4inv.samplers.energy.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

class CellEnvelopeTest {

  @Test
  void drawsCellsByTheirBounds() {
    double[] bounds = {2, 100, 0, 1, 60};
    CellEnvelope envelope = new CellEnvelope(bounds);
    RandomStream random = new RandomStream(1, Domain.TARGET);
    int n = 200_000;
    int[] counts = new int[bounds.length];
    for (int i = 0; i < n; i++) {
      counts[envelope.cell(envelope.draw(random))]++;
    }
    double total = 1 + Math.exp(-1) + Math.exp(-2);
    for (int cell = 0; cell < bounds.length; cell++) {
      double p = Math.exp(-bounds[cell]) / total;
      assertEquals(n * p, counts[cell], 4 * Math.sqrt(n * p * (1 - p)) + 1e-9, "cell " + cell);
    }
  }

  @Test
  void acceptsByTheDistanceFromTheBound() {
    CellEnvelope envelope = new CellEnvelope(new double[] {-3});
    RandomStream random = new RandomStream(2, Domain.TARGET);
    int accepted = 0;
    for (int i = 0; i < 1_000_000; i++) {
      accepted += envelope.accept(random, 0, -3 + Math.log(4)) ? 1 : 0;
      assertTrue(envelope.accept(random, 0, -3));
    }
    assertEquals(250_000, accepted, 4 * Math.sqrt(1e6 * 0.25 * 0.75));
  }

  @Test
  void anEnergyBelowTheBoundIsAnError() {
    CellEnvelope envelope = new CellEnvelope(new double[] {5, 5});
    RandomStream random = new RandomStream(3, Domain.TARGET);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> envelope.accept(random, 1, 4.9));
    assertEquals("u must not go below the bound 5.0 of cell 1, it is 4.9", e.getMessage());
  }
}
