package org.p4inv.samplers.energy.plane;

import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.mixture.GaussianMixture;

/**
 * Forty round Gaussians with equal weights, with means spread over the square of side 80 around the
 * origin: {@code forty-gaussians}, with the standard deviation softplus(1) = ln(1 + e) = 1.3133,
 * and {@code forty-gaussians-unit}, the same with the standard deviation 1, which other works take.
 *
 * <p>Source: Midgley, Stimper, Simm, Schoelkopf and Hernandez-Lobato, Flow annealed importance
 * sampling bootstrap, 2023; the means are those of their published code, which draws them from a
 * seed, to the bits of float. The mixture is normalised; see {@link GaussianMixture} for what is
 * known of it.
 */
public final class FortyGaussians {
  private static final Constant DEVIATION =
      Constant.between(
          "standard-deviation",
          "standard deviation of each Gaussian",
          StrictMath.log1p(Math.E),
          0.001,
          1000);

  private static final float[][] MEANS = {
    {-0.2994728f, 21.457745f},
    {-32.921806f, -29.437561f},
    {-15.406175f, 10.7262945f},
    {-0.7925272f, 31.71558f},
    {-3.5497618f, 10.584502f},
    {-12.088523f, -7.8626156f},
    {-38.21394f, -26.491283f},
    {-16.488924f, 1.4817429f},
    {15.813408f, 24.000912f},
    {-27.117643f, -17.418514f},
    {14.528685f, 33.21552f},
    {-8.232007f, 29.93247f},
    {-6.4473343f, 4.232564f},
    {36.219048f, -37.106815f},
    {-25.181519f, -10.12661f},
    {-15.591998f, 34.56003f},
    {-25.927185f, -18.413315f},
    {-27.945618f, -37.46244f},
    {-23.349619f, 34.383923f},
    {17.848736f, 19.386902f},
    {2.1036625f, -20.50734f},
    {6.7673874f, -37.34779f},
    {-28.902649f, -20.6212f},
    {25.237518f, 23.45285f},
    {-17.739801f, -1.4432955f},
    {25.582428f, 39.765324f},
    {15.875287f, 5.403714f},
    {26.819454f, -23.552094f},
    {7.453761f, -31.01222f},
    {-27.723446f, -20.663342f},
    {18.098923f, 16.086416f},
    {-23.6941f, 12.084284f},
    {21.958881f, -5.0486946f},
    {1.5272617f, 9.268188f},
    {24.815063f, 38.407764f},
    {-30.824944f, -14.65879f},
    {15.720396f, 33.141975f},
    {34.808292f, 35.29427f},
    {7.960582f, -34.783306f},
    {3.6797f, -25.024214f}
  };

  private FortyGaussians() {}

  /**
   * The mixture {@code forty-gaussians}.
   *
   * @param standardDeviation 0.001 to 1000
   */
  public static GaussianMixture of(double standardDeviation) {
    double deviation = DEVIATION.check(standardDeviation);
    return mixture("forty-gaussians", Map.of(DEVIATION.name(), deviation), deviation);
  }

  /** The mixture {@code forty-gaussians-unit}. */
  public static GaussianMixture unit() {
    return mixture("forty-gaussians-unit", Map.of(), 1);
  }

  private static GaussianMixture mixture(
      String name, Map<String, Double> constants, double deviation) {
    double[][] means = new double[MEANS.length][2];
    for (int k = 0; k < MEANS.length; k++) {
      means[k][0] = MEANS[k][0];
      means[k][1] = MEANS[k][1];
    }
    return GaussianMixture.ofEqual(name, constants, means, deviation);
  }

  /** Makes the mixture with the published standard deviation by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "forty-gaussians";
    }

    @Override
    public String summary() {
      return "40 Gaussians at random places in 2-D, standard deviation softplus(1)";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DEVIATION);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return of(constants.get(DEVIATION.name()));
    }
  }

  /** Makes the mixture with the standard deviation 1 by name. */
  public static final class UnitProvider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public UnitProvider() {}

    @Override
    public String name() {
      return "forty-gaussians-unit";
    }

    @Override
    public String summary() {
      return "40 Gaussians at random places in 2-D, standard deviation 1";
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return unit();
    }
  }
}
