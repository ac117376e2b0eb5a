package org.p4inv.cli.targets;

import java.util.Locale;
import java.util.Map;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;

/** The targets of the table, with the way that each is learned. */
public enum Target {
  /** 65,536 wells in 32 dimensions. */
  MANY_WELL(new ChainRecipe(TargetFlows.MARGINALS, 2, 0.2, 0.02)),
  /** Forty Gaussians in the plane, far from each other. */
  FORTY_GAUSSIANS(new ChainRecipe(TargetFlows.MIXTURE, 30, 0.002, 0.005)),
  /** Ten dimensions, of which the first says how wide the others are. */
  FUNNEL(new PathRecipe());

  private final Recipe recipe;

  Target(Recipe recipe) {
    this.recipe = recipe;
  }

  /** The name of the energy, and of this target on the command line. */
  public String energyName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Recipe recipe() {
    return recipe;
  }

  /** The energy, with the constants that it has unless told otherwise. */
  Energy energy() {
    return Energies.create(energyName(), Map.of());
  }
}
