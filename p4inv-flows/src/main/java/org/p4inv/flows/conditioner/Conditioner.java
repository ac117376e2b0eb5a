package org.p4inv.flows.conditioner;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A network that computes the parameters of a transformer from the coordinates that are not
 * transformed, and from the context of the point where it has one ({@link Workspace#context}).
 *
 * <p>Holds no numbers and is immutable: its parameters are a slice of the flat vector of the flow.
 * Its last layer starts at 0, so that a new coupling is the identity.
 */
public interface Conditioner {

  /** Features of the input. */
  int inputs();

  /** Features of the output. */
  int outputs();

  /** Features of the context, 0 where it takes none. */
  int contextDimension();

  /** The number of trainable floats. */
  int parameterCount();

  /** The scratch memory that one worker needs for one tile. */
  Workspace workspace();

  /** Writes start values from {@code at} on, drawing from {@code random} in order. */
  void initialise(float[] parameters, int at, RandomStream random);

  /**
   * Writes the outputs for the inputs x.
   *
   * @param x tile, of which the first features are the inputs. Not modified.
   * @param out tile whose features from position {@code outAt} on are overwritten
   */
  void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s);

  /**
   * The pullback of {@link #forward}.
   *
   * @param outBar cotangents of the outputs, from {@code outAt} on. Not modified.
   * @param xBar cotangents of the inputs, to which this adds; null where nobody needs them
   * @param gradient of the whole flat vector, updated
   */
  void pullbackAdd(
      float[] parameters,
      int at,
      float[] x,
      float[] outBar,
      int outAt,
      float[] xBar,
      float[] gradient,
      Workspace s);

  /** The description that a model file keeps. */
  Config config();
}
