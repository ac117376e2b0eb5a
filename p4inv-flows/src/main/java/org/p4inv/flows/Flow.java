package org.p4inv.flows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Parametric;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.check.SelfCheck;
import org.p4inv.flows.config.Config;

/**
 * A density on R^d: a base density pushed forward through a bijection.
 *
 * <p>x = f(z), z from the base; ln q(x) = ln p(f^-1(x)) + log|det df^-1/dx|. A flow is immutable
 * and can be used by any number of threads at once; its methods allocate nothing per call in steady
 * state but the arrays that they return. Points are row-major, {@code [points x d]}, float;
 * log-densities are natural, double.
 */
public final class Flow {
  private static final float[] NO_CONTEXT = {};
  private static final Config NO_PROVENANCE = Config.parse("{}");

  private final BaseDensity base;
  private final Bijection bijection;
  private final float[] parameters;
  private final double[] frozen;
  private final Weights baseWeights;
  private final Weights weights;
  private final int contextDimension;
  private final Workers alone = Workers.serial();
  private final PassPool passes;
  private final List<Parametric> owners;
  private final Config provenance;

  private Flow(BaseDensity base, Bijection bijection, float[] parameters, double[] frozen) {
    if (base.dimension() != bijection.dimension()) {
      throw new IllegalArgumentException(
          "base and bijection must have one dimension, got "
              + base.dimension()
              + " and "
              + bijection.dimension());
    }
    this.base = base;
    this.bijection = bijection;
    this.parameters = parameters;
    this.frozen = frozen;
    Storage storage = new Storage(parameters, frozen, base, bijection);
    this.baseWeights = base.bind(storage);
    this.weights = bijection.bind(storage);
    this.contextDimension = Parametric.commonContext(List.of(base, bijection));
    bijection.image(base.space());
    this.passes = new PassPool(this);
    this.owners = storage.owners();
    this.provenance = NO_PROVENANCE;
  }

  /** The same flow, whose numbers and memory are shared. */
  private Flow(Flow flow, Config provenance) {
    this.base = flow.base;
    this.bijection = flow.bijection;
    this.parameters = flow.parameters;
    this.frozen = flow.frozen;
    this.baseWeights = flow.baseWeights;
    this.weights = flow.weights;
    this.contextDimension = flow.contextDimension;
    this.passes = flow.passes;
    this.owners = flow.owners;
    this.provenance = Objects.requireNonNull(provenance, "provenance");
  }

  /** The untrained flow: start values drawn from {@code seed}. */
  public static Flow initial(BaseDensity base, Bijection bijection, long seed) {
    Flow flow =
        new Flow(
            base,
            bijection,
            new float[Storage.parameterCount(base, bijection)],
            new double[Storage.frozenCount(base, bijection)]);
    RandomStream random = new RandomStream(seed, Domain.START);
    base.initialise(flow.baseWeights, random);
    bijection.initialise(flow.weights, random);
    flow.refresh();
    return flow;
  }

  /**
   * The flow with given numbers, which are copied.
   *
   * @param parameters as {@link #parameters} returns them
   * @param frozen as {@link #frozen} returns them
   */
  public static Flow of(
      BaseDensity base, Bijection bijection, float[] parameters, double[] frozen) {
    return owning(base, bijection, parameters.clone(), frozen.clone());
  }

  /** The same for arrays that nobody else has; they are used, not copied. */
  static Flow owning(BaseDensity base, Bijection bijection, float[] parameters, double[] frozen) {
    Flow flow = new Flow(base, bijection, parameters, frozen);
    flow.refresh();
    return flow;
  }

  private void refresh() {
    base.refresh(baseWeights);
    bijection.refresh(weights);
  }

  /** The dimension d. */
  public int dimension() {
    return bijection.dimension();
  }

  /** The features c of the context of each point; 0 where the density has none. */
  public int contextDimension() {
    return contextDimension;
  }

  /** The base density. */
  public BaseDensity base() {
    return base;
  }

  /** The bijection from base to data. */
  public Bijection bijection() {
    return bijection;
  }

  /** A copy of the trainable parameters. */
  public float[] parameters() {
    return parameters.clone();
  }

  /** A copy of the frozen numbers. */
  public double[] frozen() {
    return frozen.clone();
  }

  /**
   * Where the numbers come from: what the model file that was loaded says, or what {@link
   * #withProvenance} was given; without keys where nothing is known.
   */
  public Config provenance() {
    return provenance;
  }

  /**
   * The same flow with another provenance, sharing all numbers. Any keys are kept; those that have
   * a meaning are listed in docs/model-file.md. {@link #save} adds {@code engine} where it is
   * absent.
   */
  public Flow withProvenance(Config provenance) {
    return new Flow(this, provenance);
  }

  /** Memory for 64 points on their way through this flow, for one thread. */
  public FlowTile tile() {
    return new FlowTile(base, baseWeights, bijection, weights);
  }

  /** Who has slices of the two flat vectors, in their order. */
  List<Parametric> owners() {
    return owners;
  }

  Weights weights() {
    return weights;
  }

  /** Draws n points; equal seeds give equal points, and the first points do not depend on n. */
  public float[] sample(int n, long seed) {
    return sample(n, seed, NO_CONTEXT);
  }

  /**
   * Draws n points of a context; see {@link #sample(long, float[], float[], double[], Workers)}.
   */
  public float[] sample(int n, long seed, float[] context) {
    if (n < 0 || n > Integer.MAX_VALUE / dimension()) {
      throw new IllegalArgumentException(
          "n must be in 0 to " + Integer.MAX_VALUE / dimension() + ", got " + n);
    }
    float[] points = new float[n * dimension()];
    sample(seed, context, points, new double[n], alone);
    return points;
  }

  /**
   * Draws points and their log-densities.
   *
   * @param points {@code [n x d]}, overwritten
   * @param logDensity length n, overwritten with ln q of each point
   */
  public void sample(long seed, float[] points, double[] logDensity) {
    sample(seed, points, logDensity, alone);
  }

  /** The same on several workers; the result does not depend on them. */
  public void sample(long seed, float[] points, double[] logDensity, Workers workers) {
    sample(seed, NO_CONTEXT, points, logDensity, workers);
  }

  /**
   * The same for a density that depends on a context.
   *
   * @param context {@code [n x c]}, finite, one vector for each point; or {@code [c]}, one for all.
   *     Not modified.
   */
  public void sample(
      long seed, float[] context, float[] points, double[] logDensity, Workers workers) {
    requireShapes(points, context, logDensity);
    passes.run(Pass.Kind.SAMPLE, seed, context, points, logDensity, workers);
  }

  /** ln q of each of n points, {@code [n x d]}. */
  public double[] logDensity(float[] points) {
    return logDensity(points, NO_CONTEXT);
  }

  /** ln q of each of n points, {@code [n x d]}, in a context, {@code [n x c]} or {@code [c]}. */
  public double[] logDensity(float[] points, float[] context) {
    if (points.length % dimension() != 0) {
      throw new IllegalArgumentException(
          "points must have a length that is a multiple of d = "
              + dimension()
              + ", got "
              + points.length);
    }
    double[] logDensity = new double[points.length / dimension()];
    logDensity(points, context, logDensity, alone);
    return logDensity;
  }

  /**
   * Computes ln q of points.
   *
   * @param points {@code [n x d]}, finite. Not modified.
   * @param logDensity length n, overwritten
   * @throws IllegalArgumentException if a coordinate is not finite; the message names it, and
   *     nothing is written
   */
  public void logDensity(float[] points, double[] logDensity) {
    logDensity(points, logDensity, alone);
  }

  /** The same on several workers; the result does not depend on them. */
  public void logDensity(float[] points, double[] logDensity, Workers workers) {
    logDensity(points, NO_CONTEXT, logDensity, workers);
  }

  /**
   * The same for a density that depends on a context.
   *
   * @param context {@code [n x c]}, finite, one vector for each point; or {@code [c]}, one for all.
   *     Not modified.
   */
  public void logDensity(float[] points, float[] context, double[] logDensity, Workers workers) {
    requireShapes(points, context, logDensity);
    requireFinite("points", points, dimension());
    passes.run(Pass.Kind.SCORE, 0, context, points, logDensity, workers);
  }

  private static void requireFinite(String name, float[] values, int width) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name
                + " must be finite, coordinate "
                + i % width
                + " of point "
                + i / width
                + " is "
                + values[i]);
      }
    }
  }

  private void requireShapes(float[] points, float[] context, double[] logDensity) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(context, "context");
    if (points.length != (long) logDensity.length * dimension()) {
      throw new IllegalArgumentException(
          "points must have length n d = "
              + (long) logDensity.length * dimension()
              + ", got "
              + points.length);
    }
    long each = (long) logDensity.length * contextDimension;
    if (context.length != contextDimension && context.length != each) {
      throw new IllegalArgumentException(
          "context must have length c = "
              + contextDimension
              + " or n c = "
              + each
              + ", got "
              + context.length);
    }
    requireFinite("context", context, contextDimension);
  }

  /**
   * Examines this flow at 64 points of its base: see {@link SelfCheck}. Cheap enough for the start
   * of a service.
   *
   * @param context one vector for all points, {@code [c]}; empty where the flow has none
   * @param seed of the points and directions
   */
  public SelfCheck selfCheck(float[] context, long seed) {
    Objects.requireNonNull(context, "context");
    if (context.length != contextDimension) {
      throw new IllegalArgumentException(
          "context must have length c = " + contextDimension + ", got " + context.length);
    }
    FlowTile tile = tile();
    for (int i = 0; i < tile.context().length; i++) {
      tile.context()[i] = context[i / Tile.LANES];
    }
    tile.sampleBase(new RandomStream(seed, Domain.EVALUATION));
    return SelfCheck.of(bijection, weights, tile.context(), tile.z(), seed);
  }

  /** The same for a flow without a context. */
  public SelfCheck selfCheck(long seed) {
    return selfCheck(NO_CONTEXT, seed);
  }

  /**
   * Writes the model file, a safetensors file: see docs/model-file.md. It is complete or not there
   * at all; equal flows give equal bytes on one machine.
   *
   * @throws IOException if it cannot be written; a file of that name is unchanged then
   */
  public void save(Path file) throws IOException {
    ModelFile.write(this, file);
  }

  /**
   * Reads a model file; the flow has the same bits as the one that was saved, and the same
   * provenance.
   *
   * @throws IOException if the file cannot be read or is not a valid model; the message says what
   *     is wrong and where
   */
  public static Flow load(Path file) throws IOException {
    return ModelFile.read(file);
  }

  /**
   * A line for the base and each layer, with settings and parameter counts; forward from the top.
   */
  @Override
  public String toString() {
    return Summary.of(this);
  }
}
