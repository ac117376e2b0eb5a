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
 * Eight narrow Gaussians with equal weights on a circle that is shifted away from the origin, mode
 * k at shift + radius (cos(pi k / 4), sin(pi k / 4)), the same shift in both coordinates.
 *
 * <p>A test of whether a sampler finds modes that are not around where it starts. The constants are
 * this library's own: with radius 5, standard deviation 0.2 and shift 6 the modes are 19 standard
 * deviations apart and the circle passes the origin at a distance of 3.5, so that a standard normal
 * start is outside of it and on one side.
 *
 * <p>The mixture is normalised; see {@link GaussianMixture} for what is known of it.
 */
public final class EightModes {
  private static final int MODES = 8;
  private static final Constant RADIUS =
      Constant.between("radius", "radius of the circle", 5, 0.001, 1000);
  private static final Constant DEVIATION =
      Constant.between(
          "standard-deviation", "standard deviation of each Gaussian", 0.2, 0.001, 1000);
  private static final Constant SHIFT =
      Constant.between("shift", "both coordinates of the centre", 6, -1000, 1000);

  private EightModes() {}

  /**
   * The mixture.
   *
   * @param radius of the circle, 0.001 to 1000
   * @param standardDeviation of each Gaussian, 0.001 to 1000
   * @param shift both coordinates of the centre, -1000 to 1000
   */
  public static GaussianMixture of(double radius, double standardDeviation, double shift) {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put(RADIUS.name(), RADIUS.check(radius));
    constants.put(DEVIATION.name(), DEVIATION.check(standardDeviation));
    constants.put(SHIFT.name(), SHIFT.check(shift));
    double[][] means = new double[MODES][2];
    for (int k = 0; k < MODES; k++) {
      means[k][0] = shift + radius * StrictMath.cos(2 * Math.PI * k / MODES);
      means[k][1] = shift + radius * StrictMath.sin(2 * Math.PI * k / MODES);
    }
    return GaussianMixture.ofEqual(
        "eight-modes", Collections.unmodifiableMap(constants), means, standardDeviation);
  }

  /** Makes these mixtures by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "eight-modes";
    }

    @Override
    public String summary() {
      return "eight narrow Gaussians on a circle in 2-D, shifted away from the origin";
    }

    @Override
    public List<Constant> constants() {
      return List.of(RADIUS, DEVIATION, SHIFT);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return of(
          constants.get(RADIUS.name()),
          constants.get(DEVIATION.name()),
          constants.get(SHIFT.name()));
    }
  }
}
