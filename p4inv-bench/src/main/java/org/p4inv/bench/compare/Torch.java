package org.p4inv.bench.compare;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python that has PyTorch, and the settings that serve it best.
 *
 * @param python the interpreter
 * @param version of PyTorch
 * @param core the processor whose kernels of OpenBLAS are fastest here, if it has OpenBLAS
 * @param allocator a shared library to preload, if there is one
 */
public record Torch(
    String python, String version, Optional<String> core, Optional<String> allocator) {
  /** Both keep freed memory, where the C library gives large blocks back after every operation. */
  private static final List<String> ALLOCATORS =
      List.of("libtcmalloc_minimal.so.4", "libjemalloc.so.2");

  /** Keeps jemalloc from returning unused pages after a while. */
  private static final Map<String, String> KEEP_PAGES =
      Map.of("MALLOC_CONF", "dirty_decay_ms:-1,muzzy_decay_ms:-1");

  /**
   * The first interpreter that can import torch.
   *
   * @param wanted the one to try; without it every {@code python3} on the PATH is
   * @param blas the script that finds the fastest kernels of OpenBLAS
   */
  public static Optional<Torch> find(Optional<String> wanted, Path blas) {
    return (wanted.isPresent() ? wanted.stream() : interpreters())
        .flatMap(python -> of(python, blas).stream())
        .findFirst();
  }

  private static Optional<Torch> of(String python, Path blas) {
    return Command.output(List.of(python, "-c", "import torch; print(torch.__version__)"))
        .map(version -> new Torch(python, version, core(python, blas), preload()));
  }

  private static Optional<String> core(String python, Path blas) {
    return Command.output(List.of(python, blas.toString())).filter(core -> !core.isEmpty());
  }

  private static Stream<String> interpreters() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "python3"))
        .filter(Files::isExecutable)
        .map(Path::toString);
  }

  /** The path of the first allocator that the dynamic linker knows. */
  private static Optional<String> preload() {
    String libraries = Command.output(List.of("ldconfig", "-p")).orElse("");
    return ALLOCATORS.stream()
        .flatMap(
            name ->
                libraries
                    .lines()
                    .filter(line -> line.strip().startsWith(name + " "))
                    .map(line -> line.substring(line.lastIndexOf("=>") + 2).strip())
                    .limit(1))
        .findFirst();
  }

  /** Version and settings, without the folders of this machine. */
  public String describe() {
    return version
        + core.map(name -> ", OpenBLAS for " + name).orElse("")
        + allocator
            .map(library -> ", " + library.substring(library.lastIndexOf('/') + 1))
            .orElse(", no tuned allocator");
  }

  /** The peer script as a contender, with or without the allocator. */
  ContenderSpec contender(Path script, boolean tuned) {
    Map<String, String> environment = new HashMap<>();
    core.ifPresent(name -> environment.put("OPENBLAS_CORETYPE", name));
    if (tuned && allocator.isPresent()) {
      environment.putAll(KEEP_PAGES);
      environment.put("LD_PRELOAD", allocator.get());
    }
    return new ContenderSpec("PyTorch", List.of(python, script.toString()), environment);
  }
}
