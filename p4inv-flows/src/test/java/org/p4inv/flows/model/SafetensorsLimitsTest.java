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
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Sizes beyond the limits are refused in a sentence, when read and when written. */
class SafetensorsLimitsTest {

  private static final int HEADER_LIMIT = 1 << 20;
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
    assertReadRefused("the header length must be from 0 to 1048576");
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
        "names and metadata must fit a header of 1048576 bytes, got 1048584",
        writeRefusal(Map.of("k", text + "x"), Map.of()));
    assertEquals(8 + HEADER_LIMIT, Files.size(file()), "the refused write left the file");
  }

  /** JSON takes more room as objects than as text; what is read by strangers' wish is bounded. */
  @Test
  void theWorstHeadersTakeABoundedMultiple() throws Throwable {
    String[] elements = {"[]", "{}", "\"\"", "0", "1000", "{\"\":0}", "[[[[]]]]", "\"\\n\"", "1e9"};
    for (String element : elements) {
      String open = "{\"__metadata__\":[";
      int count = (HEADER_LIMIT - open.length() - element.length() - 2) / (element.length() + 1);
      assertHeaderAllocates(open + (element + ",").repeat(count) + element + "]}");
    }
    StringBuilder keys = new StringBuilder("{\"a\":0");
    for (int i = 0; keys.length() < HEADER_LIMIT - 20; i++) {
      keys.append(",\"").append(Integer.toString(i, 36)).append("\":0");
    }
    assertHeaderAllocates(keys + "}");
  }

  private void assertHeaderAllocates(String header) throws Throwable {
    Path file = RawFile.write(folder.resolve("worst"), header);
    Executable read = () -> assertThrows(SafetensorsException.class, () -> Safetensors.read(file));
    read.execute();
    long allocated = AllocatedBytes.during(read);
    String name = header.substring(0, 40);
    assertTrue(allocated <= 60L * header.length(), name + " allocated " + allocated);
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
