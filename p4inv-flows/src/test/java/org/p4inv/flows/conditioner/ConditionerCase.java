package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.function.BiPredicate;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Workspace;

/**
 * A conditioner under examination, with random numbers everywhere: start values plus normal noise.
 * Its parameters stand in the middle of a flat vector, and its outputs in the middle of a tile.
 *
 * @param depends whether an output (first) depends on an input (second)
 */
public record ConditionerCase(
    String name,
    Conditioner conditioner,
    float[] parameters,
    BiPredicate<Integer, Integer> depends) {
  /** Where the parameters begin. */
  public static final int AT = 5;

  /** Where the outputs begin. */
  public static final int OUT_AT = 2 * LANES;

  private static final float PARAMETER_NOISE = 0.3f;
  private static final int BEHIND = 3;

  /** A case in which every output depends on every input. */
  public static ConditionerCase of(String name, Conditioner conditioner, long seed) {
    return of(name, conditioner, seed, (output, input) -> true);
  }

  /** A case with numbers drawn from {@code seed}. */
  public static ConditionerCase of(
      String name, Conditioner conditioner, long seed, BiPredicate<Integer, Integer> depends) {
    RandomStream random = new RandomStream(seed, Domain.START);
    int n = AT + conditioner.parameterCount() + BEHIND;
    float[] parameters = new float[n];
    conditioner.initialise(parameters, AT, random);
    float[] noise = new float[n];
    random.gaussian(noise, 0, n);
    for (int i = 0; i < n; i++) {
      parameters[i] += PARAMETER_NOISE * noise[i];
    }
    return new ConditionerCase(name, conditioner, parameters, depends);
  }

  /** Standard normal numbers for a number of features. */
  public static float[] normal(int features, long seed) {
    float[] tile = new float[features * LANES];
    new RandomStream(seed, Domain.APPLICATION).gaussian(tile, 0, tile.length);
    return tile;
  }

  /** Standard normal inputs. */
  public float[] inputs(long seed) {
    return normal(conditioner.inputs(), seed);
  }

  /** A random context. */
  public float[] context() {
    return normal(conditioner.contextDimension(), 50);
  }

  /** A workspace that holds a context. */
  public Workspace workspace(float[] context) {
    Workspace workspace = conditioner.workspace();
    workspace.lendContext(context);
    return workspace;
  }

  /** The length of a tile that holds the outputs, and two features before and one behind them. */
  public int outLength() {
    return OUT_AT + (conditioner.outputs() + 1) * LANES;
  }

  /** The tile with the outputs, the rest 7. */
  public float[] forward(float[] x, Workspace s) {
    float[] out = new float[outLength()];
    Arrays.fill(out, 7f);
    conditioner.forward(parameters, AT, x, out, OUT_AT, s);
    return out;
  }

  @Override
  public String toString() {
    return name;
  }
}
