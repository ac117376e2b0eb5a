package org.p4inv.samplers.energy.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.mixture.GaussianMixture;

/**
 * Makes a {@link GaussianMixture} by name: components of the same weight and standard deviation 1,
 * their means uniform in the cube from -separation to separation, drawn by the seed.
 *
 * <p>Published in 10, 20 and 50 dimensions among others; with 40 components and separation 40 in
 * two dimensions it is of the kind of Midgley, Stimper, Simm, Schoelkopf and Hernandez-Lobato, Flow
 * annealed importance sampling bootstrap, 2023, though not with their means.
 */
public final class RandomGaussians implements EnergyProvider {
  private static final Constant DIMENSION =
      Constant.whole("dimension", "number of coordinates", 10, 1, 10_000);
  private static final Constant COMPONENTS =
      Constant.whole("components", "number of components", 10, 1, 1000);
  private static final Constant SEPARATION =
      Constant.between("separation", "half the side of the cube of the means", 10, 0, 1000);
  private static final Constant SEED =
      Constant.whole("seed", "draws the means", 1, 0, 1_000_000_000);

  /** For {@link java.util.ServiceLoader}. */
  public RandomGaussians() {}

  @Override
  public String name() {
    return "gaussian-mixture";
  }

  @Override
  public String summary() {
    return "a mixture of Gaussians around random means in any dimension";
  }

  @Override
  public List<Constant> constants() {
    return List.of(DIMENSION, COMPONENTS, SEPARATION, SEED);
  }

  @Override
  public Energy create(Map<String, Double> constants) {
    Map<String, Double> told = new LinkedHashMap<>();
    constants().forEach(constant -> told.put(constant.name(), constants.get(constant.name())));
    double[][] means =
        RandomMeans.inCube(
            constants.get("components").intValue(),
            constants.get("dimension").intValue(),
            constants.get("separation"),
            constants.get("seed").intValue());
    return GaussianMixture.ofEqual(name(), told, means, 1);
  }
}
