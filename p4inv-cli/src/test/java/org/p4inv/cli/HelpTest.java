package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energies;

class HelpTest {

  @Test
  void version() {
    CommandRun run = CommandRun.of("--version").succeeded();
    assertTrue(run.out().startsWith("p4inv "), run.out());
    assertEquals("", run.err());
  }

  @Test
  void namesTheCommands() {
    String help = CommandRun.of("--help").succeeded().out();
    for (String command : new String[] {"train", "report", "sample", "score", "experiment"}) {
      assertTrue(help.contains("  " + command + " "), help);
    }
  }

  @Test
  void namesEveryEnergy() {
    String help = CommandRun.of("train", "--help").succeeded().out();
    for (String energy : Energies.names()) {
      assertTrue(help.contains("  " + energy + " "), help);
    }
  }

  @Test
  void namesEveryConstantOfEveryEnergy() {
    for (String energy : Energies.names()) {
      String help = CommandRun.of("train", energy, "--help").succeeded().out();
      for (Constant constant : Energies.provider(energy).constants()) {
        boolean named =
            help.contains("--" + constant.name() + "=X")
                || help.contains("--constant-" + constant.name() + "=X");
        assertTrue(named, help);
      }
    }
  }

  @Test
  void showsDefaults() {
    String help = CommandRun.of("train", "double-well", "--help").succeeded().out();
    assertTrue(help.contains("linear term along x1, kT; from -1000 to 1000 (default: -0.5)"), help);
    assertTrue(help.contains("Training steps (default: 6000)"), help);
  }
}
