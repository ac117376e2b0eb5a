package org.p4inv.samplers.energy.compose;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.stream.Collectors;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.math.Pool;

/**
 * The sum of energies, the product of their densities: +infinity where one of them is.
 *
 * <p>Added in the order given. Gradients are added as floats, those of the terms; one component
 * beyond the range of float against another of the other sign makes 0. Nothing is known exactly.
 */
public final class Sum implements Energy {
  private final Energy[] terms;
  private final Pool<TileScratch> pool;

  /**
   * A sum.
   *
   * @param terms one at least, of the same dimension
   */
  public Sum(List<Energy> terms) {
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("`terms` must hold one energy at least");
    }
    int d = terms.get(0).dimension();
    for (Energy term : terms) {
      if (term.dimension() != d) {
        throw new IllegalArgumentException(
            "`terms` must have the dimension d = " + d + ", got " + term.dimension());
      }
    }
    this.terms = terms.toArray(Energy[]::new);
    this.pool = new Pool<>(() -> new TileScratch(d));
  }

  @Override
  public String name() {
    return List.of(terms).stream().map(Energy::name).collect(Collectors.joining("-plus-"));
  }

  @Override
  public int dimension() {
    return terms[0].dimension();
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    TileScratch scratch = pool.take();
    try {
      terms[0].evaluate(x, energy, gradient);
      for (int term = 1; term < terms.length; term++) {
        terms[term].evaluate(x, scratch.energy, scratch.gradient);
        for (int lane = 0; lane < LANES; lane++) {
          energy[lane] += scratch.energy[lane];
        }
        for (int i = 0; i < dimension() * LANES; i++) {
          gradient[i] = TileScratch.sum(gradient[i], scratch.gradient[i]);
        }
      }
    } finally {
      pool.give(scratch);
    }
  }
}
