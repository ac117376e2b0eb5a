package org.p4inv.cli.train;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Optional;
import org.p4inv.cli.plot.Box;
import org.p4inv.cli.plot.EnergyGrid;
import org.p4inv.cli.plot.PictureData;
import org.p4inv.cli.plot.Points;
import org.p4inv.cli.plot.TrainingCurve;
import org.p4inv.core.kernel.Tile;
import org.p4inv.samplers.energy.Energy;

/** What the picture of a training shows. */
final class TrainingFigure {
  private static final int CELLS = 200;

  private TrainingFigure() {}

  static PictureData of(
      Energy energy, TrainingResult result, float[] samples, TrainingCurve curve) {
    Optional<EnergyGrid> target =
        energy.dimension() == 2
            ? PlotBox.of(energy, samples).flatMap(box -> grid(energy, box))
            : Optional.empty();
    return new PictureData(
        TrainingReport.title(energy),
        TrainingReport.subtitle(result),
        target,
        new Points(energy.dimension(), samples),
        curve);
  }

  /** Empty where the energy is infinite all over the box. */
  private static Optional<EnergyGrid> grid(Energy energy, Box box) {
    float[] centres = EnergyGrid.centres(box, CELLS, CELLS);
    double[] energies = new double[CELLS * CELLS];
    float[] x = new float[2 * LANES];
    float[] gradient = new float[2 * LANES];
    double[] u = new double[LANES];
    for (int tile = 0; tile < Tile.count(energies.length); tile++) {
      int lanes = Tile.lanes(energies.length, tile);
      Tile.load(centres, tile * LANES, lanes, 2, x);
      energy.evaluate(x, u, gradient);
      System.arraycopy(u, 0, energies, tile * LANES, lanes);
    }
    return Arrays.stream(energies).anyMatch(Double::isFinite)
        ? Optional.of(new EnergyGrid(box, CELLS, CELLS, energies))
        : Optional.empty();
  }
}
