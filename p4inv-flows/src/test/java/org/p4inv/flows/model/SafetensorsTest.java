package org.p4inv.flows.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What was written is read back to the bit, and the bytes depend on nothing but the content. */
class SafetensorsTest {

  private static final long SEED = 2010;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  @Test
  void everyBitComesBack() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("float specials", Tensor.of(floatSpecials(), 5, 2));
    tensors.put("double specials", Tensor.of(doubleSpecials(), 2, 5));
    tensors.put("float scalar", Tensor.of(new float[] {-0f}));
    tensors.put("double scalar", Tensor.of(new double[] {-0.0}));
    tensors.put("empty", Tensor.of(new float[0], 0));
    tensors.put("empty matrix", Tensor.of(new double[0], 3, 0, Integer.MAX_VALUE));
    tensors.put("a name with \"quotes\", \u00e9, \ud83d\ude00 and \n", Tensor.of(new float[3], 3));
    tensors.put("", Tensor.of(new float[] {1, 2}, 1, 2, 1));
    Map<String, String> metadata = Map.of("config", "{\"a\":\"\u00e9\"}", "", "", "z", "\u0000");

    Safetensors.write(file(), metadata, tensors);
    Safetensors back = Safetensors.read(file());

    assertEquals(metadata, back.metadata());
    assertEquals(tensors.keySet(), back.names());
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Bits.assertSame(entry.getValue(), back.tensor(entry.getKey()), entry.getKey());
    }
  }

  @Test
  void randomBitsComeBackAroundTheChunkSize() throws IOException {
    Random random = new Random(SEED);
    int floats = (1 << 16) / Float.BYTES;
    int doubles = (1 << 16) / Double.BYTES;
    for (int extra : new int[] {-1, 0, 1, floats + 1}) {
      Tensor first = Tensor.of(randomFloats(random, floats + extra), floats + extra);
      Tensor second = Tensor.of(randomDoubles(random, doubles + extra), doubles + extra);
      Safetensors.write(file(), Map.of(), Map.of("floats", first, "doubles", second));
      Safetensors back = Safetensors.read(file());
      String name = "seed " + SEED + ", extra " + extra;
      Bits.assertSame(first, back.tensor("floats"), name);
      Bits.assertSame(second, back.tensor("doubles"), name);
    }
  }

  @Test
  void aFileWithNothingInIt() throws IOException {
    Safetensors.write(file(), Map.of(), Map.of());
    Safetensors back = Safetensors.read(file());
    assertEquals(Map.of(), back.metadata());
    assertTrue(back.names().isEmpty());
  }

  @Test
  void theOrderOfTheMapsPlaysNoPart() throws IOException {
    List<String> names = List.of("weights", "bias", "a", "b", "c", "zeta");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String name : names) {
      boolean single = name.length() > 1;
      tensors.put(name, single ? Tensor.of(new float[3], 3) : Tensor.of(new double[2], 2));
      metadata.put(name, name + "!");
    }
    Safetensors.write(file(), metadata, tensors);
    byte[] first = Files.readAllBytes(file());
    Map<String, Tensor> backwards = new LinkedHashMap<>();
    Map<String, String> metadataBackwards = new LinkedHashMap<>();
    for (int i = names.size() - 1; i >= 0; i--) {
      backwards.put(names.get(i), tensors.get(names.get(i)));
      metadataBackwards.put(names.get(i), metadata.get(names.get(i)));
    }
    Safetensors.write(file(), metadataBackwards, backwards);
    assertArrayEquals(first, Files.readAllBytes(file()));
    Safetensors back = Safetensors.read(file());
    Safetensors.write(file(), back.metadata(), Map.copyOf(tensors));
    assertArrayEquals(first, Files.readAllBytes(file()));
    assertEquals(List.of("a", "b", "c", "bias", "weights", "zeta"), List.copyOf(back.names()));
  }

  @Test
  void theDataAreAligned() throws IOException {
    for (int length = 0; length < 16; length++) {
      Safetensors.write(
          file(),
          Map.of("k", "x".repeat(length)),
          Map.of("odd", Tensor.of(new float[1], 1), "wide", Tensor.of(new double[1], 1)));
      byte[] bytes = Files.readAllBytes(file());
      int header = bytes[0] & 0xff;
      assertEquals(0, header % 8, "header length with a text of " + length);
      assertEquals(8 + header + 12, bytes.length);
      String json = new String(bytes, 8, header, UTF_8);
      assertTrue(
          json.contains("\"wide\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}"));
    }
  }

  @Test
  void arraysAreTheCallersOwn() throws IOException {
    Safetensors.write(file(), Map.of(), Map.of("x", Tensor.of(new float[] {1, 2}, 2)));
    Safetensors back = Safetensors.read(file());
    back.floats("x", 2)[0] = 7;
    assertEquals(7, back.tensor("x").floats()[0]);
    assertEquals(1, Safetensors.read(file()).floats("x", 2)[0]);
    assertThrows(UnsupportedOperationException.class, () -> back.names().clear());
    assertThrows(UnsupportedOperationException.class, () -> back.metadata().put("a", "b"));
  }

  @Test
  void askingForWhatIsNotThereIsAFaultOfTheFile() throws IOException {
    Safetensors.write(
        file(),
        Map.of(),
        Map.of("f", Tensor.of(new float[6], 2, 3), "d", Tensor.of(new double[] {5})));
    Safetensors back = Safetensors.read(file());
    assertEquals(6, back.floats("f", 2, 3).length);
    assertArrayEquals(new double[] {5}, back.doubles("d"));
    assertFault("must have a tensor `x`, its tensors are [d, f]", () -> back.tensor("x"));
    assertFault("tensor `f` must be F32 [3, 2], got F32 [2, 3]", () -> back.floats("f", 3, 2));
    assertFault("tensor `f` must be F64 [2, 3], got F32 [2, 3]", () -> back.doubles("f", 2, 3));
    assertFault("tensor `d` must be F64 [1], got F64 []", () -> back.doubles("d", 1));
  }

  @Test
  void aPathThatIsNoFile() {
    Path absent = folder.resolve("absent");
    String message =
        assertThrows(NoSuchFileException.class, () -> Safetensors.read(absent)).getMessage();
    assertEquals(absent + ": must be a safetensors file, is absent", message);
    message = assertThrows(FileSystemException.class, () -> Safetensors.read(folder)).getMessage();
    assertEquals(folder + ": must be a file, is a folder", message);
  }

  @Test
  void refusesArgumentsThatCouldNotBeReadBack() {
    Tensor one = Tensor.of(new float[1], 1);
    assertRefused("`__metadata__`", Map.of(), Map.of("__metadata__", one));
    assertRefused("half a surrogate pair", Map.of(), Map.of("\ud800", one));
    assertRefused("half a surrogate pair", Map.of("key", "\ude00"), Map.of());
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("absent", null);
    assertEquals(
        "absent",
        assertThrows(NullPointerException.class, () -> Safetensors.write(file(), Map.of(), tensors))
            .getMessage());
    Map<String, String> metadata = new HashMap<>();
    metadata.put("key", null);
    assertThrows(NullPointerException.class, () -> Safetensors.write(file(), metadata, Map.of()));
    assertTrue(Files.notExists(file()));
  }

  private void assertRefused(
      String problem, Map<String, String> metadata, Map<String, Tensor> tensors) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Safetensors.write(file(), metadata, tensors))
            .getMessage();
    assertTrue(message.contains(problem), message);
  }

  private void assertFault(String problem, Executable call) {
    assertEquals(
        file() + ": " + problem, assertThrows(SafetensorsException.class, call).getMessage());
  }

  private static float[] floatSpecials() {
    int[] bits = {
      0x7fc00000,
      0x7f800001,
      0xffc12345,
      0xff812345,
      0x80000000,
      0,
      1,
      0x7f7fffff,
      0x7f800000,
      0xff800000
    };
    float[] floats = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      floats[i] = Float.intBitsToFloat(bits[i]);
    }
    return floats;
  }

  private static double[] doubleSpecials() {
    return Arrays.stream(
            new long[] {
              0x7ff8000000000000L,
              0x7ff0000000000001L,
              0xfff8123456789abcL,
              0xfff0123456789abcL,
              0x8000000000000000L,
              0,
              1,
              0x7fefffffffffffffL,
              0x7ff0000000000000L,
              0xfff0000000000000L
            })
        .mapToDouble(Double::longBitsToDouble)
        .toArray();
  }

  private static float[] randomFloats(Random random, int length) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt());
    }
    return floats;
  }

  private static double[] randomDoubles(Random random, int length) {
    return random.longs(length).mapToDouble(Double::longBitsToDouble).toArray();
  }
}
