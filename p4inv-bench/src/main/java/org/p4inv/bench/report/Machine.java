package org.p4inv.bench.report;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.p4inv.bench.compare.Torch;
import org.p4inv.core.kernel.Kernels;

/**
 * What the results were measured on, and with.
 *
 * @param cpu the model, as the system names it
 * @param cores processors that the JVM sees
 * @param system operating system and architecture
 * @param jdk version and vendor
 * @param kernels the line that describes our kernels
 * @param torch version and allocator of PyTorch, or that there is none
 * @param commit of this project, with {@code +} where files were changed
 * @param date in ISO form
 */
public record Machine(
    String cpu,
    int cores,
    String system,
    String jdk,
    String kernels,
    String torch,
    String commit,
    String date) {

  /**
   * This one, now.
   *
   * @param commit of this project
   */
  public static Machine here(Optional<Torch> torch, String commit) {
    return new Machine(
        CpuModel.read(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.version() + ", " + System.getProperty("java.vm.vendor"),
        Kernels.describe(),
        torch.map(Torch::describe).orElse("none"),
        commit,
        LocalDate.now(Clock.systemUTC()).toString());
  }
}
