package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.p4inv.core.p4.Perturbation;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * A bijection under examination, with random numbers everywhere: nothing is tested at its initial
 * value, where most layers are the identity.
 *
 * <p>Parameters are start values plus normal noise of deviation {@link #PARAMETER_NOISE};
 * perturbations have been merged three times, so that frozen numbers are those of a trained layer.
 */
public final class BijectionCase {
  private static final float PARAMETER_NOISE = 0.3f;
  private static final int MERGES = 3;
  private static final long CONTEXT_SEED = 50;
  private static final long FIT_SEED = 60;
  private static final int FITTED_TILES = 4;

  private final String name;
  private final Bijection bijection;
  private final Space domain;
  private final Space codomain;
  private final float[] parameters;
  private final double[] frozen;
  private final Weights weights;
  private final float noise;

  /** A case of R^d, with numbers drawn from {@code seed}. */
  public BijectionCase(String name, Bijection bijection, long seed) {
    this(name, bijection, seed, PARAMETER_NOISE);
  }

  /**
   * The same with another deviation of the noise: large matrices are ill-conditioned otherwise, and
   * differences tell nothing.
   */
  public BijectionCase(String name, Bijection bijection, long seed, float noise) {
    this(
        name,
        bijection,
        seed,
        noise,
        Space.reals(bijection.dimension()),
        Space.reals(bijection.dimension()));
  }

  /**
   * A case of a bijection between two spaces, with numbers drawn from {@code seed}.
   *
   * @param domain what forward takes, every coordinate known
   * @param codomain what inverse takes
   */
  public BijectionCase(String name, Bijection bijection, long seed, Space domain, Space codomain) {
    this(name, bijection, seed, PARAMETER_NOISE, domain, codomain);
  }

  /** A case between two spaces with another deviation of the noise. */
  public BijectionCase(
      String name, Bijection bijection, long seed, float noise, Space domain, Space codomain) {
    this.name = name;
    this.bijection = bijection;
    this.noise = noise;
    this.domain = domain;
    this.codomain = codomain;
    parameters = new float[bijection.parameterCount()];
    frozen = new double[bijection.frozenCount()];
    weights = bijection.bind(new Storage(parameters, frozen, bijection));
    RandomStream random = new RandomStream(seed, Domain.START);
    bijection.initialise(weights, random);
    List<Perturbation> perturbations = new ArrayList<>();
    weights.forEachPerturbation(perturbations::add);
    for (int round = 0; round < MERGES && !perturbations.isEmpty(); round++) {
      addNoise(random);
      bijection.prepare(weights);
      perturbations.forEach(p -> p.merge(random));
    }
    addNoise(random);
    bijection.refresh(weights);
  }

  /**
   * This case, its start values fitted to correlated points that enter a direction: for layers
   * without parameters, which are the identity until they are fitted.
   */
  public BijectionCase fitted(Direction direction) {
    int d = bijection.dimension();
    float[][] batch = new float[FITTED_TILES][];
    for (int tile = 0; tile < batch.length; tile++) {
      batch[tile] = normalTile(FIT_SEED + tile);
      for (int i = LANES; i < d * LANES; i++) {
        batch[tile][i] = 1.5f * batch[tile][i] - batch[tile][i - LANES] + 2;
      }
    }
    int points = FITTED_TILES * LANES - 7;
    if (direction == Direction.FORWARD) {
      bijection.fitForward(weights, batch, points, workspace());
    } else {
      bijection.fitInverse(weights, batch, points, workspace());
    }
    return this;
  }

  private void addNoise(RandomStream random) {
    float[] normal = new float[parameters.length];
    random.gaussian(normal, 0, normal.length);
    for (int i = 0; i < normal.length; i++) {
      parameters[i] += noise * normal[i];
    }
  }

  /** The name in test reports. */
  public String name() {
    return name;
  }

  /** The bijection. */
  public Bijection bijection() {
    return bijection;
  }

  /** Its numbers. */
  public Weights weights() {
    return weights;
  }

  /** The flat vector of parameters, which may be changed; then call {@link Bijection#prepare}. */
  public float[] parameters() {
    return parameters;
  }

  /** The flat vector of frozen numbers. */
  public double[] frozen() {
    return frozen;
  }

  /** The space that forward takes to {@link #codomain}. */
  public Space domain() {
    return domain;
  }

  /** The space that inverse takes to {@link #domain}. */
  public Space codomain() {
    return codomain;
  }

  /**
   * Random points in the space that a direction takes: standard normal on the line, from 0.2 to 0.8
   * of the width of an interval or a circle, and about 1 from the end of a half-line.
   */
  public float[] tile(Direction direction, long seed) {
    Space space = direction == Direction.FORWARD ? domain : codomain;
    float[] tile = normalTile(seed);
    for (int i = 0; i < tile.length; i++) {
      tile[i] = within(space.interval(i / LANES), tile[i]);
    }
    return tile;
  }

  /** A point of an interval for a number z: increasing where z is, or decreasing. */
  private static float within(Interval interval, float z) {
    boolean left = Double.isFinite(interval.low());
    boolean right = Double.isFinite(interval.high());
    if (left && right) {
      double width = interval.high() - interval.low();
      return (float) (interval.low() + width * (0.5 + 0.3 * StrictMath.tanh(z)));
    }
    double distance = StrictMath.exp(0.5 * z);
    if (left) {
      return (float) (interval.low() + distance);
    }
    return right ? (float) (interval.high() - distance) : z;
  }

  /** A tile of standard normal numbers. */
  public float[] normalTile(long seed) {
    float[] tile = new float[bijection.dimension() * LANES];
    new RandomStream(seed, Domain.APPLICATION).gaussian(tile, 0, tile.length);
    return tile;
  }

  /** A workspace that holds a random context, where the bijection has one. */
  public Workspace workspace() {
    Workspace workspace = bijection.workspace();
    float[] context = new float[bijection.contextDimension() * LANES];
    new RandomStream(CONTEXT_SEED, Domain.APPLICATION).gaussian(context, 0, context.length);
    workspace.lendContext(context);
    return workspace;
  }

  /** 64 standard normal numbers, for the cotangents of log-dets. */
  public double[] normalLanes(long seed) {
    float[] lanes = new float[LANES];
    new RandomStream(seed, Domain.APPLICATION).gaussian(lanes, 0, LANES);
    double[] result = new double[LANES];
    Arrays.setAll(result, i -> lanes[i]);
    return result;
  }

  @Override
  public String toString() {
    return name;
  }
}
