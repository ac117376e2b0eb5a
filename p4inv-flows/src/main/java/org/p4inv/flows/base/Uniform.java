package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.stream.IntStream;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The uniform density on a product of intervals (a box), of circles (a torus), or of both: ln p(z)
 * = -sum of ln(high_j - low_j).
 *
 * <p>Samples lie strictly between low and high, as floats too. A point is scored by the rounding of
 * the ends to float, which count as inside: a bijection may round a point onto them. Beyond them,
 * and where a coordinate is not finite, ln p is -infinity, with derivative 0. On a circle z and z +
 * (high - low) are one point, so that every finite z is inside.
 */
public final class Uniform implements BaseDensity {
  private static final String TYPE = "uniform";

  private final Interval[] coordinates;
  private final double logVolume;

  private Uniform(List<Interval> coordinates) {
    this.coordinates = coordinates.toArray(new Interval[0]);
    if (this.coordinates.length < 1) {
      throw new IllegalArgumentException("coordinates must be at least 1, got 0");
    }
    double sum = 0;
    for (int j = 0; j < this.coordinates.length; j++) {
      requireFloats(j);
      sum += StrictMath.log(length(j));
    }
    this.logVolume = sum;
  }

  /** The density on a product of intervals and circles, one for each coordinate. */
  public static Uniform of(List<Interval> coordinates) {
    return new Uniform(coordinates);
  }

  /**
   * The density on an open box.
   *
   * @param low the lower ends, length d. Not modified.
   * @param high the upper ends, length d. Not modified.
   */
  public static Uniform box(double[] low, double[] high) {
    Numbers.requireLength("high", high, low.length);
    return of(
        IntStream.range(0, low.length)
            .mapToObj(j -> new Interval(low[j], high[j], false))
            .toList());
  }

  /** The density on a torus: d circles, each cut open at {@code low[j]}. */
  public static Uniform torus(double[] low, double[] high) {
    Numbers.requireLength("high", high, low.length);
    return of(
        IntStream.range(0, low.length).mapToObj(j -> Interval.circle(low[j], high[j])).toList());
  }

  private void requireFloats(int j) {
    if (!(Math.abs(low(j)) <= Float.MAX_VALUE && Math.abs(high(j)) <= Float.MAX_VALUE)
        || least(j) > greatest(j)) {
      throw new IllegalArgumentException(
          "coordinates must have finite ends and floats between them, coordinate "
              + j
              + " is "
              + coordinates[j]);
    }
  }

  private double low(int j) {
    return coordinates[j].low();
  }

  private double high(int j) {
    return coordinates[j].high();
  }

  private double length(int j) {
    return high(j) - low(j);
  }

  /** The least float above low. */
  private float least(int j) {
    float rounded = (float) low(j);
    return rounded > low(j) ? rounded : Math.nextUp(rounded);
  }

  /** The greatest float below high. */
  private float greatest(int j) {
    float rounded = (float) high(j);
    return rounded < high(j) ? rounded : Math.nextDown(rounded);
  }

  @Override
  public int dimension() {
    return coordinates.length;
  }

  @Override
  public Space space() {
    Space space = Space.unknown(coordinates.length);
    for (int j = 0; j < coordinates.length; j++) {
      space = space.with(j, coordinates[j]);
    }
    return space;
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    for (int j = 0; j < coordinates.length; j++) {
      float least = least(j);
      float greatest = greatest(j);
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        float drawn = (float) Math.fma(random.nextDouble(), length(j), low(j));
        z[i] = Math.min(Math.max(drawn, least), greatest);
      }
    }
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    for (int lane = 0; lane < LANES; lane++) {
      logDensity[lane] -= logVolume;
    }
    for (int j = 0; j < coordinates.length; j++) {
      boolean circular = coordinates[j].circular();
      float from = circular ? -Float.MAX_VALUE : (float) low(j);
      float to = circular ? Float.MAX_VALUE : (float) high(j);
      for (int lane = 0; lane < LANES; lane++) {
        float coordinate = z[j * LANES + lane];
        if (!(coordinate >= from && coordinate <= to)) {
          logDensity[lane] = Double.NEGATIVE_INFINITY;
        }
      }
    }
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {}

  @Override
  public Config config() {
    return Config.of("type", TYPE)
        .with("low", List.of(coordinates).stream().map(Interval::low).toList())
        .with("high", List.of(coordinates).stream().map(Interval::high).toList())
        .with(
            "circular",
            IntStream.range(0, coordinates.length)
                .filter(j -> coordinates[j].circular())
                .toArray());
  }

  /** Reads uniform densities: the ends, and the numbers of the coordinates that are circles. */
  public static final class Provider implements BaseProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public BaseDensity create(Config config, BaseReader reader) {
      double[] low = config.numbers("low");
      double[] high = config.numbers("high");
      Numbers.requireLength("high", high, low.length);
      boolean[] circular = new boolean[low.length];
      for (int j : config.integers("circular")) {
        if (j < 0 || j >= low.length) {
          throw new IllegalArgumentException(
              "circular must name coordinates in 0 to " + (low.length - 1) + ", got " + j);
        }
        circular[j] = true;
      }
      return of(
          IntStream.range(0, low.length)
              .mapToObj(j -> new Interval(low[j], high[j], circular[j]))
              .toList());
    }
  }
}
