package org.p4inv.samplers.energy.space;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.math.LanePool;

/**
 * The action of a real scalar field with a quartic coupling on a periodic square lattice: u(phi) =
 * sum over sites s of m^2 phi_s^2 + lambda phi_s^4 + sum over the two forward neighbours t of s of
 * (phi_s - phi_t)^2.
 *
 * <p>The last sum is the kinetic term, sum over s and both directions of phi_s (2 phi_s - phi_t -
 * phi_t'), t and t' being the neighbours on both sides, as each link occurs in it twice. Site (row,
 * column) is coordinate row * side + column; the last row and column are neighbours of the first.
 * Source of this form of the action: Albergo, Kanwar and Shanahan, Flow-based generative models for
 * Markov chain Monte Carlo in lattice field theory, 2019. The defaults are 14 x 14 sites, m^2 =
 * -4.75 and lambda = 5.1. {@code mass-squared} is m^2, and may be negative.
 *
 * <p>Known: by the symmetry phi to -phi the states negative and positive, the sign of the
 * magnetisation (the mean of the field), have probability 1/2 each; and the two lowest minima. A
 * link costs nothing where the field is constant, and a site costs least at phi^2 = -m^2 / (2
 * lambda), so these are the constant fields of this size where m^2 is negative, and 0 elsewhere.
 */
public final class PhiFour implements Energy {
  private static final Constant SIDE =
      Constant.whole("side", "sites along a side of the lattice", 14, 2, 256);
  private static final Constant MASS =
      Constant.between("mass-squared", "coefficient m^2 of phi^2", -4.75, -100, 100);
  private static final Constant COUPLING =
      Constant.between("coupling", "coefficient lambda of phi^4", 5.1, 0.001, 100);

  private final int side;
  private final double mass;
  private final double coupling;
  private final Truth truth = new PhiFourTruth();
  private final LanePool pool;

  /**
   * A lattice.
   *
   * @param side 2 to 256
   * @param massSquared m^2, -100 to 100
   * @param coupling lambda, 0.001 to 100
   */
  public PhiFour(int side, double massSquared, double coupling) {
    this.side = (int) SIDE.check(side);
    this.mass = MASS.check(massSquared);
    this.coupling = COUPLING.check(coupling);
    this.pool = new LanePool(side * side + 1);
  }

  @Override
  public String name() {
    return "phi-four";
  }

  @Override
  public int dimension() {
    return side * side;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("side", (double) side);
    constants.put("mass-squared", mass);
    constants.put("coupling", coupling);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    int sites = side * side;
    double[][] rows = pool.take();
    for (int s = 0; s < sites; s++) {
      double[] row = rows[s];
      for (int lane = 0; lane < LANES; lane++) {
        row[lane] = x[s * LANES + lane];
      }
    }
    Arrays.fill(energy, 0, LANES, 0);
    double[] slope = rows[sites];
    for (int row = 0; row < side; row++) {
      int above = (row == 0 ? side - 1 : row - 1) * side;
      int below = (row == side - 1 ? 0 : row + 1) * side;
      for (int column = 0; column < side; column++) {
        int s = row * side + column;
        int left = row * side + (column == 0 ? side - 1 : column - 1);
        int right = row * side + (column == side - 1 ? 0 : column + 1);
        site(
            rows[s],
            rows[above + column],
            rows[below + column],
            rows[left],
            rows[right],
            energy,
            slope);
        for (int lane = 0; lane < LANES; lane++) {
          gradient[s * LANES + lane] = (float) slope[lane];
        }
      }
    }
    pool.give(rows);
  }

  private void site(
      double[] phi,
      double[] above,
      double[] below,
      double[] left,
      double[] right,
      double[] energy,
      double[] slope) {
    double m = mass;
    double l = coupling;
    for (int lane = 0; lane < LANES; lane++) {
      double p = phi[lane];
      double square = p * p;
      double down = p - below[lane];
      double along = p - right[lane];
      energy[lane] += square * (m + l * square) + down * down + along * along;
      double links = down + along + (p - above[lane]) + (p - left[lane]);
      slope[lane] = 2 * (p * (m + 2 * l * square) + links);
    }
  }

  /** What symmetry tells. */
  private final class PhiFourTruth implements Truth {
    @Override
    public List<double[]> modes() {
      double[] mode = new double[side * side];
      if (mass >= 0) {
        return List.of(mode);
      }
      double[] opposite = new double[side * side];
      Arrays.fill(mode, -Math.sqrt(-mass / (2 * coupling)));
      Arrays.fill(opposite, -mode[0]);
      return List.of(mode, opposite);
    }

    @Override
    public Optional<States> states() {
      return Optional.of(new Magnetisation(side * side));
    }
  }

  /** The sign of the magnetisation; where it is 0 there is no state. */
  private record Magnetisation(int sites) implements States {
    private static final double LOG_HALF = -StrictMath.log(2);

    @Override
    public List<String> names() {
      return List.of("negative", "positive");
    }

    @Override
    public int stateOf(float[] points, int offset, int stride) {
      double sum = 0;
      for (int s = 0; s < sites; s++) {
        sum += points[offset + s * stride];
      }
      if (sum < 0) {
        return 0;
      }
      return sum > 0 ? 1 : NONE;
    }

    @Override
    public OptionalDouble logProbability(int state) {
      Objects.checkIndex(state, 2);
      return OptionalDouble.of(LOG_HALF);
    }
  }

  /** Makes lattices by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "phi-four";
    }

    @Override
    public String summary() {
      return "a scalar field with quartic coupling on a periodic square lattice";
    }

    @Override
    public List<Constant> constants() {
      return List.of(SIDE, MASS, COUPLING);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new PhiFour(
          constants.get("side").intValue(),
          constants.get("mass-squared"),
          constants.get("coupling"));
    }
  }
}
