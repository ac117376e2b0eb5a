package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * Conditioners side by side on the same inputs and context, the outputs of the first above those of
 * the second: one network for the scales of a coupling and one for its shifts, say.
 *
 * <p>Parameters: those of the parts, in their order.
 */
public final class Stacked implements Conditioner {
  private final Conditioner[] parts;

  private Stacked(List<Conditioner> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts must hold at least one conditioner, got none");
    }
    this.parts = parts.toArray(new Conditioner[0]);
    for (Conditioner part : parts) {
      if (part.inputs() != inputs()) {
        throw new IllegalArgumentException(
            "parts must have one number of inputs, got " + inputs() + " and " + part.inputs());
      }
      int c = part.contextDimension();
      if (c != 0 && c != contextDimension()) {
        throw new IllegalArgumentException(
            "parts with a context must have one context dimension, got "
                + c
                + " and "
                + contextDimension());
      }
    }
  }

  /**
   * The given conditioners on the same inputs.
   *
   * @throws IllegalArgumentException if they do not agree on the inputs, or on the context where
   *     they have one
   */
  public static Stacked of(List<Conditioner> parts) {
    return new Stacked(parts);
  }

  @Override
  public int inputs() {
    return parts[0].inputs();
  }

  @Override
  public int outputs() {
    return Arrays.stream(parts).mapToInt(Conditioner::outputs).reduce(0, Math::addExact);
  }

  @Override
  public int contextDimension() {
    return Arrays.stream(parts).mapToInt(Conditioner::contextDimension).max().orElseThrow();
  }

  @Override
  public int parameterCount() {
    return Arrays.stream(parts).mapToInt(Conditioner::parameterCount).reduce(0, Math::addExact);
  }

  @Override
  public Workspace workspace() {
    return Workspace.composite(Arrays.stream(parts).map(Conditioner::workspace).toList());
  }

  @Override
  public void initialise(float[] parameters, int at, RandomStream random) {
    int position = at;
    for (Conditioner part : parts) {
      part.initialise(parameters, position, random);
      position += part.parameterCount();
    }
  }

  @Override
  public void forward(float[] parameters, int at, float[] x, float[] out, int outAt, Workspace s) {
    int position = at;
    int row = outAt;
    for (int i = 0; i < parts.length; i++) {
      parts[i].forward(parameters, position, x, out, row, s.part(i));
      position += parts[i].parameterCount();
      row += parts[i].outputs() * LANES;
    }
  }

  @Override
  public void pullbackAdd(
      float[] parameters,
      int at,
      float[] x,
      float[] outBar,
      int outAt,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    int position = at;
    int row = outAt;
    for (int i = 0; i < parts.length; i++) {
      parts[i].pullbackAdd(parameters, position, x, outBar, row, xBar, gradient, s.part(i));
      position += parts[i].parameterCount();
      row += parts[i].outputs() * LANES;
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "stacked")
        .with("parts", Arrays.stream(parts).map(Conditioner::config).toList());
  }
}
