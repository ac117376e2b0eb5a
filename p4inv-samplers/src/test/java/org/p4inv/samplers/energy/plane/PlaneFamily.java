package org.p4inv.samplers.energy.plane;

import java.util.List;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Energies in two dimensions. */
public final class PlaneFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of(
        "checkerboard",
        "double-well",
        "eight-modes",
        "forty-gaussians",
        "forty-gaussians-unit",
        "modified-wolfe-quapp",
        "mueller-brown",
        "nine-gaussians",
        "rezende-mohamed-u1",
        "rezende-mohamed-u2",
        "rezende-mohamed-u3",
        "rezende-mohamed-u4",
        "rings",
        "twenty-five-gaussians",
        "two-moons",
        "wolfe-quapp");
  }

  @Override
  public List<EnergyCase> cases() {
    return List.of(
        new EnergyCase("symmetric double well", new DoubleWell(0, -4, 1), 1.5),
        new EnergyCase("narrow double well", new DoubleWell(3, -40, 20), 1),
        new EnergyCase("single well", new DoubleWell(0.5, 1, 0.25), 1),
        new EnergyCase("double well with one minimum", new DoubleWell(-30, -4, 1), 1),
        new EnergyCase("Mueller-Brown at kT = 10", new MuellerBrown(10), 1),
        new EnergyCase("Mueller-Brown at kT = 300", new MuellerBrown(300), 1.5),
        EnergyCase.named("wolfe-quapp", 1.5),
        new EnergyCase("Wolfe-Quapp at kT = 0.2", WolfeQuapp.original(0.2), 1.5),
        EnergyCase.named("modified-wolfe-quapp", 1.5),
        new EnergyCase("modified Wolfe-Quapp at kT = 3", WolfeQuapp.modified(3), 1.5),
        EnergyCase.named("two-moons", 1.5),
        EnergyCase.named("rezende-mohamed-u1", 1.5),
        EnergyCase.named("rezende-mohamed-u2", 4),
        new EnergyCase("rezende-mohamed-u3", SineRidge.u3(4), 3),
        EnergyCase.named("rezende-mohamed-u4", 4),
        EnergyCase.named("rings", 1.5),
        new EnergyCase("four rings", new Rings(4), 1.5),
        new EnergyCase("checkerboard", new Checkerboard(1.5), 3, true),
        EnergyCase.named("forty-gaussians", 20),
        new EnergyCase("nine-gaussians", GaussianGrid.nine(2, 1), 3),
        new EnergyCase("eight-modes", EightModes.of(3, 0.5, 2), 3));
  }
}
