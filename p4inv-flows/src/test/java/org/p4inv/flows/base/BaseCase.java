package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * A base density under examination: its parameters are start values plus normal noise of deviation
 * {@link #PARAMETER_NOISE}, so that nothing is tested where it starts.
 */
public final class BaseCase {
  private static final float PARAMETER_NOISE = 0.3f;
  private static final long CONTEXT_SEED = 50;

  private final String name;
  private final BaseDensity density;
  private final List<Interval> coordinates;
  private final float[] parameters;
  private final double[] frozen;
  private final Weights weights;

  /** A case on R^d with numbers drawn from {@code seed}. */
  public BaseCase(String name, BaseDensity density, long seed) {
    this(name, density, seed, Collections.nCopies(density.dimension(), Interval.REAL));
  }

  /** A case whose points lie in these coordinates. */
  public BaseCase(String name, BaseDensity density, long seed, List<Interval> coordinates) {
    this.name = name;
    this.density = density;
    this.coordinates = coordinates;
    parameters = new float[density.parameterCount()];
    frozen = new double[density.frozenCount()];
    weights = density.bind(new Storage(parameters, frozen, density));
    RandomStream random = new RandomStream(seed, Domain.START);
    density.initialise(weights, random);
    float[] noise = new float[parameters.length];
    random.gaussian(noise, 0, noise.length);
    for (int i = 0; i < noise.length; i++) {
      parameters[i] += PARAMETER_NOISE * noise[i];
    }
    density.refresh(weights);
  }

  /** The name in test reports. */
  public String name() {
    return name;
  }

  /** The density. */
  public BaseDensity density() {
    return density;
  }

  /** Where each coordinate lies. */
  public List<Interval> coordinates() {
    return coordinates;
  }

  /** Its numbers. */
  public Weights weights() {
    return weights;
  }

  /** The flat vector of parameters, which may be changed; then call {@link BaseDensity#prepare}. */
  public float[] parameters() {
    return parameters;
  }

  /** The flat vector of frozen numbers. */
  public double[] frozen() {
    return frozen;
  }

  /** A workspace with a random context for each point, where the density has one. */
  public Workspace workspace() {
    float[] context = new float[density.contextDimension() * LANES];
    new RandomStream(CONTEXT_SEED, Domain.APPLICATION).gaussian(context, 0, context.length);
    return workspace(context);
  }

  /** A workspace with the same context for all points: that of the first in {@link #workspace}. */
  public Workspace workspaceOfOneContext() {
    float[] context = workspace().context();
    for (int at = 0; at < context.length; at += LANES) {
      Arrays.fill(context, at, at + LANES, context[at]);
    }
    return workspace(context);
  }

  /** A workspace with this context. */
  public Workspace workspace(float[] context) {
    Workspace workspace = density.workspace();
    workspace.lendContext(context);
    return workspace;
  }

  /** A tile drawn from the density by the stream {@code (seed, tile)}. */
  public float[] sample(long seed, int tile, Workspace s) {
    float[] z = new float[density.dimension() * LANES];
    RandomStream random = new RandomStream(0, Domain.SAMPLING);
    random.restart(seed, Domain.SAMPLING, 0, tile);
    density.sample(weights, random, z, s);
    return z;
  }

  /** ln p of each point of a tile. */
  public double[] logDensity(float[] z, Workspace s) {
    double[] logDensity = new double[LANES];
    density.addLogDensity(weights, z, logDensity, s);
    return logDensity;
  }

  /** A tile of standard normal numbers, for cotangents. */
  public float[] normalTile(long seed) {
    float[] tile = new float[density.dimension() * LANES];
    new RandomStream(seed, Domain.APPLICATION).gaussian(tile, 0, tile.length);
    return tile;
  }

  /** 64 standard normal numbers, for the cotangents of log-densities. */
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
