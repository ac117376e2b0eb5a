package org.p4inv.flows.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes beyond the limits are refused in a sentence, when read and when written. */
class SafetensorsLimitsTest {

  private static final int HEADER_LIMIT = 1 << 24;
  private static final long FILE_LIMIT = Integer.MAX_VALUE;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  @Test
  void readRefusesAFileOfTwoGibibytes() throws Throwable {
    sparse(2, FILE_LIMIT + 1);
    assertReadRefused("must be at most 2147483647 bytes long (2 GiB), is 2147483648");
  }

  @Test
  void readRefusesALongHeaderThatIsThere() throws Throwable {
    sparse(HEADER_LIMIT + 1, HEADER_LIMIT + 100);
    assertReadRefused("the header length must be from 0 to 16777216");
  }

  @Test
  void writeRefusesTwoGibibytes() {
    Tensor shared = Tensor.of(new double[1 << 20], 1 << 20);
    Map<String, Tensor> tensors = new HashMap<>();
    for (int i = 0; i < 256; i++) {
      tensors.put("t" + i, shared);
    }
    assertTrue(
        writeRefusal(Map.of(), tensors)
            .startsWith("the tensors must fit a file of 2147483647 bytes (2 GiB), got 2147"));
  }

  @Test
  void theLongestHeaderIsWrittenAndRead() throws IOException {
    int around = "{\"__metadata__\":{\"k\":\"\"}}".length();
    String text = "x".repeat(HEADER_LIMIT - around);
    Safetensors.write(file(), Map.of("k", text), Map.of());
    assertEquals(text, Safetensors.read(file()).metadata().get("k"));
    assertEquals(
        "names and metadata must fit a header of 16777216 bytes, got 16777224",
        writeRefusal(Map.of("k", text + "x"), Map.of()));
    assertEquals(8 + HEADER_LIMIT, Files.size(file()), "the refused write left the file");
  }

  private String writeRefusal(Map<String, String> metadata, Map<String, Tensor> tensors) {
    return assertThrows(
            IllegalArgumentException.class, () -> Safetensors.write(file(), metadata, tensors))
        .getMessage();
  }

  private void assertReadRefused(String problem) throws Throwable {
    long allocated =
        AllocatedBytes.during(
            () -> {
              String message =
                  assertThrows(SafetensorsException.class, () -> Safetensors.read(file()))
                      .getMessage();
              assertTrue(message.startsWith(file() + ": " + problem), message);
            });
    assertTrue(allocated < 1 << 20, "allocated " + allocated);
  }

  /** A file with a header length and then a hole up to its size, which takes no disk. */
  private void sparse(long headerLength, long size) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    prefix.putLong(0, headerLength);
    try (FileChannel channel =
        FileChannel.open(
            file(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(prefix);
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }
}
