package org.p4inv.samplers.energy.plane;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.mixture.GaussianMixture;

/**
 * Round Gaussians with equal weights on a square grid around the origin.
 *
 * <p>{@code nine-gaussians}: 3 x 3, spacing 5, standard deviation sqrt(0.3). Source: Zhang and
 * Chen, Path integral sampler, 2022.
 *
 * <p>{@code twenty-five-gaussians}: 5 x 5, spacing 2, standard deviation 0.05: modes 40 standard
 * deviations apart. Source: the toy data of Gulrajani, Ahmed, Arjovsky, Dumoulin and Courville,
 * Improved training of Wasserstein GANs, 2017, whose published code then divides both by 2.828, the
 * standard deviation of the whole; here, as in most works that took it over, it does not.
 *
 * <p>The mixtures are normalised; see {@link GaussianMixture} for what is known of them.
 */
public final class GaussianGrid {
  private static final double NINE_SPACING = 5;
  private static final double NINE_DEVIATION = Math.sqrt(0.3);
  private static final double TWENTY_FIVE_SPACING = 2;
  private static final double TWENTY_FIVE_DEVIATION = 0.05;

  private GaussianGrid() {}

  /**
   * The mixture {@code nine-gaussians}.
   *
   * @param spacing of the grid, 0.001 to 1000
   * @param standardDeviation of each Gaussian, 0.001 to 1000
   */
  public static GaussianMixture nine(double spacing, double standardDeviation) {
    return grid("nine-gaussians", 1, spacing, standardDeviation);
  }

  /**
   * The mixture {@code twenty-five-gaussians}.
   *
   * @param spacing of the grid, 0.001 to 1000
   * @param standardDeviation of each Gaussian, 0.001 to 1000
   */
  public static GaussianMixture twentyFive(double spacing, double standardDeviation) {
    return grid("twenty-five-gaussians", 2, spacing, standardDeviation);
  }

  private static Constant spacing(double defaultValue) {
    return Constant.between("spacing", "distance of neighbours", defaultValue, 0.001, 1000);
  }

  private static Constant deviation(double defaultValue) {
    return Constant.between(
        "standard-deviation", "standard deviation of each Gaussian", defaultValue, 0.001, 1000);
  }

  private static GaussianMixture grid(String name, int reach, double spacing, double deviation) {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("spacing", spacing(1).check(spacing));
    constants.put("standard-deviation", deviation(1).check(deviation));
    int side = 2 * reach + 1;
    double[][] means = new double[side * side][2];
    for (int k = 0; k < means.length; k++) {
      means[k][0] = spacing * (k / side - reach);
      means[k][1] = spacing * (k % side - reach);
    }
    return GaussianMixture.ofEqual(name, Collections.unmodifiableMap(constants), means, deviation);
  }

  /** Makes grids of nine by name. */
  public static final class NineProvider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public NineProvider() {}

    @Override
    public String name() {
      return "nine-gaussians";
    }

    @Override
    public String summary() {
      return "3 x 3 Gaussians on a grid in 2-D";
    }

    @Override
    public List<Constant> constants() {
      return List.of(spacing(NINE_SPACING), deviation(NINE_DEVIATION));
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return nine(constants.get("spacing"), constants.get("standard-deviation"));
    }
  }

  /** Makes grids of twenty-five by name. */
  public static final class TwentyFiveProvider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public TwentyFiveProvider() {}

    @Override
    public String name() {
      return "twenty-five-gaussians";
    }

    @Override
    public String summary() {
      return "5 x 5 narrow Gaussians on a grid in 2-D";
    }

    @Override
    public List<Constant> constants() {
      return List.of(spacing(TWENTY_FIVE_SPACING), deviation(TWENTY_FIVE_DEVIATION));
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return twentyFive(constants.get("spacing"), constants.get("standard-deviation"));
    }
  }
}
