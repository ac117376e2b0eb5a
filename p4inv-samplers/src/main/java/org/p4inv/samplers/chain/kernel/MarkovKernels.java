package org.p4inv.samplers.chain.kernel;

import java.util.List;
import org.p4inv.samplers.chain.MarkovKernel;

/** The kernels that need nothing but an energy, by name, with usual settings. */
public final class MarkovKernels {
  private static final List<MarkovKernel> ALL =
      List.of(
          Hmc.jittered(8),
          new Langevin(1),
          new Mala(),
          new Malt(8, 1),
          new Nuts(),
          new RandomWalk(),
          new Slice());

  private MarkovKernels() {}

  /** The names, sorted. */
  public static List<String> names() {
    return ALL.stream().map(MarkovKernel::name).toList();
  }

  /**
   * The kernel of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static MarkovKernel byName(String name) {
    return ALL.stream()
        .filter(kernel -> kernel.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`name` must be one of " + String.join(", ", names()) + ", got " + name));
  }
}
