package org.p4inv.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;
import org.p4inv.samplers.energy.Energies;

final class EnergyBenchmarkTest {

  /** But for those that differ in numbers alone. */
  @Test
  void everyEnergyIsMeasured() throws NoSuchFieldException {
    List<String> measured =
        List.of(EnergyBenchmark.class.getField("energy").getAnnotation(Param.class).value());
    List<String> kinds =
        Energies.names().stream()
            .filter(name -> !name.matches(".*-twice|.*-unit|rezende-mohamed-u[23]"))
            .toList();
    assertEquals(kinds, measured);
  }
}
