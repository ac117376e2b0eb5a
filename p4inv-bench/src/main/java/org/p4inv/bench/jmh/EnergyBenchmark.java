package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Tile;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;

/** An energy with its gradient on one tile: 64 energy calls an operation. */
public class EnergyBenchmark extends Averages {

  /** Which energy, with the defaults of its constants. */
  @Param({
    "banana",
    "checkerboard",
    "correlated-gaussian",
    "double-well",
    "dw4",
    "eight-modes",
    "eight-schools",
    "eight-schools-centred",
    "forty-gaussians",
    "funnel",
    "gaussian",
    "gaussian-mixture",
    "lj13",
    "lj55",
    "many-well",
    "modified-wolfe-quapp",
    "mueller-brown",
    "nine-gaussians",
    "phi-four",
    "rezende-mohamed-u1",
    "rezende-mohamed-u4",
    "rings",
    "rosenbrock",
    "student-mixture",
    "twenty-five-gaussians",
    "two-moons",
    "wolfe-quapp"
  })
  public String energy;

  private Energy evaluated;
  private float[] x;
  private float[] gradient;
  private final double[] u = new double[Tile.LANES];

  /** Makes the energy, and normal points. */
  @Setup
  public void make() {
    evaluated = Energies.create(energy);
    x = Normal.floats(1, evaluated.dimension() * Tile.LANES);
    gradient = new float[x.length];
  }

  /** u and du/dx at 64 points. */
  @Benchmark
  public double[] evaluate() {
    evaluated.evaluate(x, u, gradient);
    return u;
  }
}
