package org.p4inv.cli.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.p4inv.cli.io.Failure;
import org.p4inv.flows.config.Config;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;

/**
 * What a model file says of its training.
 *
 * @param energy that the model was trained on
 * @param calls energy calls of the training; 0 where the file does not tell
 */
public record TrainedOn(Energy energy, long calls) {

  /**
   * Reads the provenance of a model.
   *
   * @param file for the message
   * @throws Failure if it names no energy, or one that is not on the path
   */
  public static TrainedOn of(Config provenance, Path file) throws Failure {
    if (!provenance.keys().contains("energy")) {
      throw new Failure(
          "model `" + file + "` must say which energy it was trained on, it does not");
    }
    try {
      Config energy = provenance.object("energy");
      Map<String, Double> constants = new LinkedHashMap<>();
      Config given = energy.object("constants");
      for (String name : given.keys()) {
        constants.put(name, Double.valueOf(given.text(name)));
      }
      return new TrainedOn(Energies.create(energy.text("name"), constants), calls(provenance));
    } catch (IllegalArgumentException e) {
      throw new Failure("model `" + file + "`: " + e.getMessage(), e);
    }
  }

  private static long calls(Config provenance) {
    boolean told = provenance.keys().contains("settings") && provenance.keys().contains("history");
    if (!told || !provenance.object("settings").keys().contains("batch")) {
      return 0;
    }
    long steps = provenance.object("history").integer("steps", 0, Integer.MAX_VALUE);
    return steps * provenance.object("settings").integer("batch", 1, Integer.MAX_VALUE);
  }
}
