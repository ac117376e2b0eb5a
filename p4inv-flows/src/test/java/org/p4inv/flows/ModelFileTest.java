package org.p4inv.flows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.model.AllocatedBytes;
import org.p4inv.flows.model.Engine;
import org.p4inv.flows.model.Safetensors;
import org.p4inv.flows.model.SafetensorsException;
import org.p4inv.flows.model.Tensor;

/** What a model file keeps, for whom it is refused, and what reading one costs. */
class ModelFileTest {
  /** What a load takes beside the file: providers, a buffer. */
  private static final long CONSTANT = 1 << 18;

  private static final int MOST_LOADS = 50;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("model.safetensors");
  }

  @Test
  void everyBitComesBack() throws IOException {
    for (Flow flow : ModelExamples.all()) {
      flow.save(file);
      byte[] first = Files.readAllBytes(file);
      Flow loaded = Flow.load(file);
      assertArrayEquals(flow.parameters(), loaded.parameters());
      assertArrayEquals(flow.frozen(), loaded.frozen());
      loaded.save(file);
      assertArrayEquals(first, Files.readAllBytes(file), flow.toString());
    }
  }

  @Test
  void equalFlowsGiveEqualBytes() throws IOException {
    ModelExamples.mixed().save(file);
    byte[] first = Files.readAllBytes(file);
    ModelExamples.mixed().save(file);
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void provenanceIsKept() throws IOException {
    Flow flow = ModelExamples.mixed();
    Config given = flow.provenance();
    assertEquals(Set.of("settings", "history"), given.keys());
    flow.save(file);
    Config loaded = Flow.load(file).provenance();
    assertEquals(given.with("engine", Engine.describe()), loaded);
    assertEquals(Set.of("version", "java", "os", "cpu", "kernels"), loaded.object("engine").keys());

    Config elsewhere = Config.of("engine", Config.of("version", "9")).with("note", "kept");
    Flow other = flow.withProvenance(elsewhere);
    assertArrayEquals(flow.sample(10, 1), other.sample(10, 1));
    other.save(file);
    assertEquals(elsewhere, Flow.load(file).provenance(), "the engine that made the numbers");

    Flow.of(flow.base(), flow.bijection(), flow.parameters(), flow.frozen()).save(file);
    assertEquals(Set.of("engine"), Flow.load(file).provenance().keys());
  }

  @Test
  void theEngineKnowsItsVersion() throws IOException {
    Matcher matcher =
        Pattern.compile("<artifactId>p4inv-parent</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(matcher.find(), "pom.xml names the parent");
    assertEquals(matcher.group(1), Engine.VERSION);
  }

  @Test
  void theLayoutNamesEverySlice() throws IOException {
    ModelExamples.wide().save(file);
    Config layout = Config.parse(Safetensors.read(file).metadata().get("layout"));
    List<Config> slices = layout.objects("slices");
    assertEquals(
        List.of("standard-normal", "p4inv-linear", "coupling"),
        slices.stream().map(slice -> slice.text("type")).toList());
    // U and V of rank 2 and b; A, its inverse, log|det| and sign; then 16 to 8 to 32 features.
    assertArrayEquals(new int[] {0, 5 * 32}, slices.get(1).integers("parameters"));
    assertArrayEquals(new int[] {0, 2 * 32 * 32 + 2}, slices.get(1).integers("frozen"));
    assertArrayEquals(new int[] {5 * 32, 17 * 8 + 9 * 32}, slices.get(2).integers("parameters"));
  }

  @Test
  void versionOneIsRead() throws IOException {
    Flow flow = ModelExamples.mixed();
    flow.save(file);
    rewrite(Map.of("version", "1"), Set.of("layout", "provenance"));
    Flow loaded = Flow.load(file);
    assertArrayEquals(flow.parameters(), loaded.parameters());
    assertTrue(loaded.provenance().keys().isEmpty());
    assertFalse(flow.provenance().keys().isEmpty());
  }

  @Test
  void refusalsAreSentences() throws IOException {
    assertRefused("version", "3", "`version` is 3: a newer release of p4inv wrote it; release");
    assertRefused("version", "2.0", "must be a whole number from 1 on, got '2.0'");
    assertRefused("version", "0", "must be a whole number from 1 on, got '0'");
    assertRefused("layout", null, "must have an entry `layout`");
    assertRefused("layout", "{\"slices\":[]}", "`layout.slices` must have length 11, got 0");
    assertRefused("provenance", "[]", "`provenance`: a configuration must be a JSON object");
    assertRefused("bijection", "{\"type\":\"a\\nb\\u202e\"}", "bijection type 'a?b?' is unknown");
    assertRefused(
        "bijection",
        "{\"type\":\"inverse\",\"original\":{\"type\":\"act-norm\",\"dimension\":0}}",
        "`bijection.original.dimension` must be an integer");
    ModelExamples.mixed().save(file);
    String layout = Safetensors.read(file).metadata().get("layout");
    assertRefused(
        "layout",
        layout.replace("\"p4inv-linear\",\"parameters\":[0,15]", "\"magic\",\"parameters\":[0,15]"),
        "`layout.slices[1]` must be {\"type\":\"p4inv-linear\"");
  }

  private void assertRefused(String key, String value, String expected) throws IOException {
    ModelExamples.mixed().save(file);
    rewrite(value == null ? Map.of() : Map.of(key, value), value == null ? Set.of(key) : Set.of());
    String message = assertThrows(SafetensorsException.class, () -> Flow.load(file)).getMessage();
    assertTrue(message.startsWith(file + ": not a valid model: "), message);
    assertTrue(message.contains(expected), message);
  }

  private void rewrite(Map<String, String> changed, Set<String> removed) throws IOException {
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.putAll(changed);
    metadata.keySet().removeAll(removed);
    Safetensors.write(
        file,
        metadata,
        Map.of("parameters", content.tensor("parameters"), "frozen", content.tensor("frozen")));
  }

  @Test
  void noOtherTensorIsTaken() throws IOException {
    ModelExamples.mixed().save(file);
    Safetensors content = Safetensors.read(file);
    Map<String, Tensor> tensors = new TreeMap<>();
    content.names().forEach(name -> tensors.put(name, tensor(content, name)));
    tensors.put("more", Tensor.of(new float[1], 1));
    Safetensors.write(file, content.metadata(), tensors);
    String message = assertThrows(IOException.class, () -> Flow.load(file)).getMessage();
    assertTrue(message.contains("must be [frozen, parameters], got"), message);
  }

  private static Tensor tensor(Safetensors content, String name) {
    try {
      return content.tensor(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Numbers once, the float copies of A and its inverse: half of that again. */
  @Test
  void loadingTakesTwiceTheFile() throws Throwable {
    Bijection bijection = new P4InvLinear(600, P4InvLinear.Start.REVERSAL);
    Flow.initial(new StandardNormal(600), bijection, 1).save(file);
    assertAllocates(2 * Files.size(file) + CONSTANT);
    assertTrue(Files.size(file) > 5 * CONSTANT, "the constant plays little part");
  }

  /** A dimension costs nothing before the flow is used. */
  @Test
  void aDimensionIsNotMemory() throws Throwable {
    int d = 1 << 24;
    Bijection[] parts = new Bijection[50];
    Arrays.setAll(parts, i -> new BentIdentity(d));
    Flow.initial(new StandardNormal(d), Chain.of(parts), 1).save(file);
    assertAllocates(60 * Files.size(file) + CONSTANT);
    assertEquals(d, Flow.load(file).dimension());
  }

  /** The most layers that a header holds: objects take a bounded multiple of their text. */
  @Test
  void aLongDescriptionTakesAMultipleOfItself() throws Throwable {
    ModelExamples.withoutNumbers().save(file);
    String layer = "{\"type\":\"bent-identity\",\"dimension\":5}";
    String many = "{\"type\":\"chain\",\"parts\":[" + (layer + ",").repeat(20_000) + layer + "]}";
    rewrite(Map.of("bijection", many), Set.of());
    assertTrue(Files.size(file) > 900_000, "close to the longest header");
    long size = Files.size(file);
    assertThrows(IOException.class, () -> Flow.load(file), "the layout is of another");
    assertAllocates(60 * size + CONSTANT);
  }

  private void assertAllocates(long most) throws Throwable {
    // The first loads load classes, and box vectors until the kernels are compiled.
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_LOADS && least > most; i++) {
      least = Math.min(least, AllocatedBytes.during(this::load));
    }
    assertTrue(least <= most, "allocated " + least + ", at most " + most);
  }

  private void load() {
    try {
      Flow.load(file);
    } catch (IOException refused) {
      assertTrue(refused.getMessage().contains("layout"), refused.getMessage());
    }
  }
}
