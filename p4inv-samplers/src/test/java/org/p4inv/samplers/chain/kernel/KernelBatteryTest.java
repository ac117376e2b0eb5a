package org.p4inv.samplers.chain.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StudentT;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.samplers.chain.MarkovKernel;

/** Every kernel of this library takes the battery. */
@Tag("once")
class KernelBatteryTest {

  private static List<KernelCase> cases() {
    return List.of(
        new KernelCase("random walk", new RandomWalk(), 1),
        new KernelCase("MALA", new Mala(), 0.9),
        new KernelCase("HMC of fixed length", Hmc.fixed(3), 0.8),
        new KernelCase("HMC of drawn length", Hmc.jittered(3), 0.8),
        new KernelCase("MALT", new Malt(3, 1), 0.8),
        new KernelCase("NUTS", new Nuts(6), 0.5),
        new KernelCase("NUTS, one doubling", new Nuts(1), 0.8),
        new KernelCase("Langevin", new Langevin(1), 0.1, 16),
        new KernelCase("slice", new Slice(), 1, 32),
        new KernelCase("independence", new Independence(wide()), 1),
        new KernelCase("cycle", Cycle.of(new RandomWalk(), new Independence(wide())), 1));
  }

  /** A flow with heavier tails than the targets have. */
  private static Flow wide() {
    return Flow.initial(new StudentT(2, 4), new P4InvLinear(2, 1, P4InvLinear.Start.REVERSAL), 5);
  }

  @TestFactory
  Stream<DynamicContainer> battery() {
    return cases().stream().map(KernelContract::examine);
  }

  @Test
  void everyKernelHasACase() throws Exception {
    Path top =
        Path.of(MarkovKernel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> tested = new ArrayList<>();
    cases().forEach(c -> tested.add(c.kernel().getClass()));
    int found = 0;
    try (Stream<Path> files = Files.walk(top.resolve("org/p4inv/samplers"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = top.relativize(file).toString().replace(".class", "");
        Class<?> type = Class.forName(name.replace(file.getFileSystem().getSeparator(), "."));
        if (MarkovKernel.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())) {
          assertTrue(tested.contains(type), () -> type + " must have a case in the battery");
          found++;
        }
      }
    }
    assertEquals(9, found);
  }

  @Test
  void kernelsAreFoundByName() {
    assertEquals(
        List.of("hmc", "langevin", "mala", "malt", "nuts", "random-walk", "slice"),
        MarkovKernels.names());
    for (String name : MarkovKernels.names()) {
      assertEquals(name, MarkovKernels.byName(name).name());
    }
    assertThrows(IllegalArgumentException.class, () -> MarkovKernels.byName("gibbs"));
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> Cycle.of());
    assertThrows(IllegalArgumentException.class, () -> Hmc.fixed(0));
    assertThrows(IllegalArgumentException.class, () -> Hmc.jittered(0));
    assertThrows(IllegalArgumentException.class, () -> new Malt(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Malt(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Langevin(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> new Nuts(0));
    assertThrows(IllegalArgumentException.class, () -> new Nuts(21));
  }
}
