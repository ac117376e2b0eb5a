package org.p4inv.flows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;

/**
 * A density on R^d: a base density pushed forward through a bijection.
 *
 * <p>x = f(z), z from the base; ln q(x) = ln p(f^-1(x)) + log|det df^-1/dx|. A flow is immutable
 * and can be used by any number of threads at once; its methods allocate nothing per call in steady
 * state but the arrays that they return. Points are row-major, {@code [points x d]}, float;
 * log-densities are natural, double.
 */
public final class Flow {
  private final BaseDensity base;
  private final Bijection bijection;
  private final float[] parameters;
  private final double[] frozen;
  private final Weights weights;
  private final Workers alone = Workers.serial();
  private final PassPool passes;

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
    this.weights = bijection.bind(new Storage(bijection, parameters, frozen));
    this.passes = new PassPool(this);
  }

  /** The untrained flow: start values drawn from {@code seed}. */
  public static Flow initial(BaseDensity base, Bijection bijection, long seed) {
    Flow flow =
        new Flow(
            base,
            bijection,
            new float[bijection.parameterCount()],
            new double[bijection.frozenCount()]);
    bijection.initialise(flow.weights, new RandomStream(seed, Domain.START));
    bijection.refresh(flow.weights);
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
    Flow flow = new Flow(base, bijection, parameters.clone(), frozen.clone());
    bijection.refresh(flow.weights);
    return flow;
  }

  /** The dimension d. */
  public int dimension() {
    return bijection.dimension();
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

  Weights weights() {
    return weights;
  }

  /** Draws n points; equal seeds give equal points, and the first points do not depend on n. */
  public float[] sample(int n, long seed) {
    if (n < 0 || n > Integer.MAX_VALUE / dimension()) {
      throw new IllegalArgumentException(
          "n must be in 0 to " + Integer.MAX_VALUE / dimension() + ", got " + n);
    }
    float[] points = new float[n * dimension()];
    sample(seed, points, new double[n]);
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
    requireShapes(points, logDensity);
    passes.run(Pass.Kind.SAMPLE, seed, points, logDensity, workers);
  }

  /** ln q of each of n points, {@code [n x d]}. */
  public double[] logDensity(float[] points) {
    if (points.length % dimension() != 0) {
      throw new IllegalArgumentException(
          "points must have a length that is a multiple of d = "
              + dimension()
              + ", got "
              + points.length);
    }
    double[] logDensity = new double[points.length / dimension()];
    logDensity(points, logDensity);
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
    requireShapes(points, logDensity);
    for (int i = 0; i < points.length; i++) {
      if (!Float.isFinite(points[i])) {
        throw new IllegalArgumentException(
            "points must be finite, coordinate "
                + i % dimension()
                + " of point "
                + i / dimension()
                + " is "
                + points[i]);
      }
    }
    passes.run(Pass.Kind.SCORE, 0, points, logDensity, workers);
  }

  private void requireShapes(float[] points, double[] logDensity) {
    Objects.requireNonNull(points, "points");
    if (points.length != (long) logDensity.length * dimension()) {
      throw new IllegalArgumentException(
          "points must have length n d = "
              + (long) logDensity.length * dimension()
              + ", got "
              + points.length);
    }
  }

  /**
   * Writes the model file: see {@link ModelFile}. The file is complete or not there at all.
   *
   * @throws IOException if it cannot be written; a file of that name is unchanged then
   */
  public void save(Path file) throws IOException {
    ModelFile.write(this, file);
  }

  /**
   * Reads a model file; the flow has the same bits as the one that was saved.
   *
   * @throws IOException if the file cannot be read or is not a valid model; the message says what
   *     is wrong and where
   */
  public static Flow load(Path file) throws IOException {
    return ModelFile.read(file);
  }

  @Override
  public String toString() {
    return "Flow on R^"
        + dimension()
        + ", "
        + parameters.length
        + " parameters, "
        + Tile.LANES
        + " points a tile: "
        + bijection.config().toJson();
  }
}
