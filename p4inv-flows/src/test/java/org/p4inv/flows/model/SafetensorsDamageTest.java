package org.p4inv.flows.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every cut and every changed byte of a small file: a clear exception, or a file that makes sense.
 */
class SafetensorsDamageTest {

  /** What reading may allocate for a file of some 200 bytes, the 64 KiB buffer included. */
  private static final long ALLOCATION = 1 << 20;

  @TempDir private Path folder;

  private Path file;
  private byte[] bytes;
  private int header;

  @BeforeEach
  void writeOneFile() throws IOException {
    file = folder.resolve("model.safetensors");
    Safetensors.write(
        file,
        Map.of("key", "text"),
        Map.of(
            "f", Tensor.of(new float[] {1, 2, 3}, 3), "d", Tensor.of(new double[] {1, 2}, 2, 1)));
    bytes = Files.readAllBytes(file);
    header = 8 + (bytes[0] & 0xff);
    assertEquals(header + 28, bytes.length);
  }

  @Test
  void everyCutIsRefused() throws Throwable {
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      String name = "cut to " + length;
      long allocated =
          AllocatedBytes.during(
              () -> {
                SafetensorsException e =
                    assertThrows(SafetensorsException.class, () -> Safetensors.read(file), name);
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
              });
      assertTrue(allocated < ALLOCATION, name + " allocated " + allocated);
    }
  }

  @Test
  void everyLongerFileIsRefused() throws IOException {
    for (int extra = 1; extra <= 16; extra++) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length + extra));
      assertThrows(SafetensorsException.class, () -> Safetensors.read(file), "longer by " + extra);
    }
  }

  @Test
  void everyChangedByteOfTheHeaderIsRefusedOrRead() throws Throwable {
    int[] outcomes = new int[2];
    for (int at = 0; at < header; at++) {
      for (int value : replacements(bytes[at])) {
        byte[] damaged = bytes.clone();
        damaged[at] = (byte) value;
        Files.write(file, damaged);
        String name = "byte " + at + " changed to " + value;
        long allocated = AllocatedBytes.during(() -> outcomes[readsSensibly(name) ? 1 : 0]++);
        assertTrue(allocated < ALLOCATION, name + " allocated " + allocated);
      }
    }
    assertTrue(outcomes[0] > 1000 && outcomes[1] > 50, Arrays.toString(outcomes));
  }

  @Test
  void everyChangedByteOfTheDataIsRead() throws IOException {
    for (int at = header; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) 0xff;
      Files.write(file, damaged);
      assertEquals(2, Safetensors.read(file).names().size(), "byte " + at);
    }
  }

  /** Each single bit, and bytes that mean something in the header. */
  private static int[] replacements(byte old) {
    int[] replacements = new int[8 + 10];
    for (int bit = 0; bit < 8; bit++) {
      replacements[bit] = old ^ (1 << bit);
    }
    byte[] meaningful = {'0', '9', '"', '\\', '{', '}', '[', ']', ',', '-'};
    for (int i = 0; i < meaningful.length; i++) {
      replacements[8 + i] = meaningful[i];
    }
    return replacements;
  }

  /** Whether the file was read; what is read can be written, so it is consistent. */
  private boolean readsSensibly(String name) throws IOException {
    Safetensors content;
    try {
      content = Safetensors.read(file);
    } catch (SafetensorsException e) {
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      return false;
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String tensor : content.names()) {
      tensors.put(tensor, content.tensor(tensor));
    }
    assertEquals(
        28, tensors.values().stream().mapToInt(t -> t.size() * t.dtype().bytes()).sum(), name);
    Safetensors.write(folder.resolve("again"), content.metadata(), tensors);
    return true;
  }
}
