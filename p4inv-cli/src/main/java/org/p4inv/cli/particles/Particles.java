package org.p4inv.cli.particles;

import java.util.List;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;

/**
 * What is sampled, and what it needs. {@code dw4-twice} is not among them: its barriers of 9 kT let
 * no plain chain through in minutes, so there is no long run to compare with.
 *
 * @param name of the energy
 * @param space the dimension of a position
 * @param hottest inverse temperature of the ladder
 */
public record Particles(String name, int space, double hottest) {

  /** DW4, and LJ13 with pairs counted once and twice. */
  public static List<Particles> all() {
    return List.of(
        new Particles("dw4", 2, 0.3),
        new Particles("lj13", 3, 0.6),
        new Particles("lj13-twice", 3, 0.6));
  }

  Energy energy() {
    return Energies.create(name);
  }
}
