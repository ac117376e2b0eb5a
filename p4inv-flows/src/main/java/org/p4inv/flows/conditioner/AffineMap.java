package org.p4inv.flows.conditioner;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.WeightGradient;

/**
 * b + W x, the affine part of a layer. In a slice of the flat vector stand the weights, row-major
 * {@code [outputs x inputs]}, then the biases.
 */
record AffineMap(int outputs, int inputs) {
  private static final Kernels K = Kernels.active();

  int parameterCount() {
    return Math.addExact(biases(), outputs);
  }

  /** Where the biases stand in the slice. */
  int biases() {
    return Math.multiplyExact(inputs, outputs);
  }

  /** Normal weights of a variance, drawn in order, and biases 0. */
  void initialise(float[] parameters, int at, double variance, RandomStream random) {
    int bias = at + biases();
    random.gaussian(parameters, at, biases());
    float deviation = (float) Math.sqrt(variance);
    for (int i = at; i < bias; i++) {
      parameters[i] *= deviation;
    }
    Arrays.fill(parameters, bias, bias + outputs, 0f);
  }

  void forward(float[] parameters, int at, float[] x, float[] y, int yo) {
    forward(parameters, at, x, y, yo, LANES);
  }

  /** The same for the first lanes. */
  void forward(float[] parameters, int at, float[] x, float[] y, int yo, int lanes) {
    K.multiply(outputs, inputs, parameters, at, parameters, at + biases(), x, 0, y, yo, lanes);
  }

  /** The length of the scratch of {@link #gradientAdd}. */
  int gradientScratch() {
    return WeightGradient.scratch(outputs, inputs);
  }

  /** Adds the gradient of weights and biases, given the cotangents of the outputs. */
  void gradientAdd(float[] bar, int barAt, float[] x, float[] gradient, int at, float[] scratch) {
    WeightGradient.add(outputs, inputs, bar, barAt, x, gradient, at, scratch);
    K.sumLanesAdd(outputs, bar, barAt, gradient, at + biases());
  }

  /** xBar = xBar + W^T bar for the first {@code some} inputs. */
  void pullbackAdd(float[] parameters, int at, int some, float[] bar, int barAt, float[] xBar) {
    K.multiplyAdd(some, outputs, parameters, at, 1, inputs, bar, barAt, xBar, 0);
  }
}
