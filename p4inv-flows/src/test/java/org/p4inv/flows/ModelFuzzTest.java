package org.p4inv.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.flows.base.BaseReader;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.model.AllocatedBytes;
import org.p4inv.flows.model.SafetensorsException;

/**
 * Damaged model files are refused in one sentence that names the file, or give a flow that works;
 * never another exception, never memory beyond twice the file.
 */
class ModelFuzzTest {
  private static final long SEED = 71;
  private static final List<Mutation> MUTATIONS = List.of(Mutation.values());
  private static final Path NAME = Path.of("model.safetensors");
  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\u2028\\u202e]{1,530}");

  /**
   * What a load takes whatever the file: the 64 KiB through which numbers are read, the objects of
   * a header of up to 20 KiB, the vectors that code boxes until it is compiled.
   */
  private static final long CONSTANT = 1 << 20;

  private static final long MOST_DIMENSIONS = 256;

  @TempDir private Path folder;

  private final BaseReader bases = new BaseReader();
  private final BijectionReader reader = new BijectionReader();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private List<byte[]> files;
  private Flow loaded;

  @BeforeEach
  void writeModels() throws IOException {
    files = ModelExamples.all().stream().map(this::bytes).toList();
  }

  private byte[] bytes(Flow flow) {
    try {
      Path file = folder.resolve(NAME);
      flow.save(file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void damagedFiles() throws Throwable {
    run(20_000);
    // Nothing vacuous: both outcomes are common, and refusals of many kinds.
    assertTrue(outcomes.get("loaded") > 1000, outcomes.toString());
    assertTrue(outcomes.size() > 40, outcomes.keySet().toString());
  }

  @Test
  @Tag("slow")
  void aMillionDamagedFiles() throws Throwable {
    run(1_000_000);
  }

  private void run(int cases) throws Throwable {
    files.forEach(file -> assertEquals("loaded", outcome(file)));
    for (int i = 0; i < cases; i++) {
      Random random = new Random(SEED + i);
      Mutation mutation = MUTATIONS.get(i % MUTATIONS.size());
      byte[] file = files.get(random.nextInt(files.size()));
      byte[] other = files.get(random.nextInt(files.size()));
      byte[] damaged = mutation.of(file, other, random);
      String name = "seed " + SEED + ", case " + i + ", " + mutation;
      long allocated;
      try {
        allocated = AllocatedBytes.during(() -> outcomes.merge(outcome(damaged), 1, Integer::sum));
        use();
      } catch (Throwable e) {
        throw new AssertionError(name, e);
      }
      assertTrue(
          allocated <= 2L * damaged.length + CONSTANT,
          name + " allocated " + allocated + " for a file of " + damaged.length);
    }
  }

  /** What came of a file: "loaded", or the kind of the refusal. */
  private String outcome(byte[] file) {
    loaded = null;
    try {
      loaded = ModelFile.read(NAME, new MemoryChannel(file), bases, reader);
      return "loaded";
    } catch (SafetensorsException e) {
      String message = e.getMessage();
      assertTrue(message.startsWith(NAME + ": "), message);
      assertTrue(ONE_LINE.matcher(message).matches(), message);
      return message.replaceAll("'[^']*'|\"[^\"]*\"|`[^`]*`|\\[[^\\]]*\\]|[0-9.,()]+", "_");
    } catch (IOException e) {
      throw new AssertionError("a fault of the file is a SafetensorsException", e);
    }
  }

  /** A flow that was loaded scores a point, finite or not, and knows who it is. */
  private void use() {
    if (loaded != null && loaded.dimension() <= MOST_DIMENSIONS) {
      float[] point = new float[loaded.dimension()];
      assertEquals(1, loaded.logDensity(point).length);
      assertTrue(loaded.toString().startsWith("Flow on R^"));
    }
  }
}
