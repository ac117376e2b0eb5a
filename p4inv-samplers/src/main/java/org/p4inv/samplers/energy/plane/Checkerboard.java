package org.p4inv.samplers.energy.plane;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;

/**
 * A checkerboard of 4 x 4 squares around the origin: u(x) = 0 on the squares whose numbers of
 * column and row, floor(x1 / side) and floor(x2 / side), are both even or both odd, and +infinity
 * elsewhere.
 *
 * <p>The gradient is 0 everywhere: on the squares it is that of u, elsewhere it carries no
 * information. A sampler that goes by gradients finds nothing here; it is for what compares
 * densities. This is the data set {@link org.p4inv.flows.data.Checkerboard}, whose side is 2, as an
 * energy; nothing else goes by the name.
 *
 * <p>Known exactly: log Z = entropy = ln(8 side^2), the moments, 0 and 4 side^2 / 3, and an exact
 * sampler (in float a point may be rounded onto the edge that closes its square, and have an
 * infinite energy; the sampler draws again). No point is a minimum more than another; none is told.
 */
public final class Checkerboard implements Energy {
  private static final Constant SIDE = Constant.between("side", "side of a square", 2, 0.001, 1000);
  private static final int HALF = 2;

  private final double side;
  private final Truth truth = new BoardTruth();

  /**
   * A checkerboard.
   *
   * @param side of a square, 0.001 to 1000
   */
  public Checkerboard(double side) {
    this.side = SIDE.check(side);
  }

  @Override
  public String name() {
    return "checkerboard";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of(SIDE.name(), side);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    for (int lane = 0; lane < LANES; lane++) {
      energy[lane] = holds(x[lane], x[LANES + lane]) ? 0 : Double.POSITIVE_INFINITY;
    }
    Arrays.fill(gradient, 0, 2 * LANES, 0);
  }

  private boolean holds(double x1, double x2) {
    double column = Math.floor(x1 / side);
    double row = Math.floor(x2 / side);
    boolean onBoard = Math.max(Math.abs(column + 0.5), Math.abs(row + 0.5)) < HALF;
    return onBoard && (column + row) % 2 == 0;
  }

  /** Area, and moments of a uniform coordinate. */
  private final class BoardTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return OptionalDouble.of(StrictMath.log(8 * side * side));
    }

    @Override
    public OptionalDouble entropy() {
      return logZ();
    }

    @Override
    public Optional<Moments> moments() {
      double variance = HALF * HALF * side * side / 3;
      return Optional.of(new Moments(new double[2], new double[] {variance, variance}));
    }

    /** The column is uniform, and so is the place along its two squares put together. */
    @Override
    public Optional<ExactSampler> sampler() {
      return Optional.of(
          (random, points, first, n) -> {
            Rows.check(points, 2, first, n);
            for (int i = first; i < first + n; ) {
              draw(random, points, 2 * i);
              i += holds(points[2 * i], points[2 * i + 1]) ? 1 : 0;
            }
          });
    }

    private void draw(RandomStream random, float[] points, int at) {
      int column = random.nextInt(2 * HALF) - HALF;
      int row = 2 * random.nextInt(HALF) - HALF + (column & 1);
      points[at] = (float) (side * (column + random.nextDouble()));
      points[at + 1] = (float) (side * (row + random.nextDouble()));
    }
  }

  /** Makes checkerboards by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "checkerboard";
    }

    @Override
    public String summary() {
      return "uniform on every second square of a 4 x 4 board in 2-D";
    }

    @Override
    public List<Constant> constants() {
      return List.of(SIDE);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new Checkerboard(constants.get(SIDE.name()));
    }
  }
}
