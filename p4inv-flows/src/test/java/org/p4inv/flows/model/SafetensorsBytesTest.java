package org.p4inv.flows.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format itself, against bytes that were made by hand from its description. */
class SafetensorsBytesTest {

  private static final String HEADER =
      "{\"__metadata__\":{\"a\":\"1\",\"b\":\"\u00e9\"},"
          + "\"d\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
          + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,2],\"data_offsets\":[8,8]},"
          + "\"f\":{\"dtype\":\"F32\",\"shape\":[1,3],\"data_offsets\":[8,20]}}";

  /** -2.0 as a double, then 1.0, -0.0 and a NaN with the payload 0x012345 as floats. */
  private static final byte[] DATA =
      HexFormat.of().parseHex("00000000000000c0" + "0000803f" + "00000080" + "4523c17f");

  @TempDir private Path folder;

  private static Map<String, Tensor> tensors() {
    float[] floats = {1, -0f, Float.intBitsToFloat(0x7fc12345)};
    return Map.of(
        "f", Tensor.of(floats, 1, 3),
        "e", Tensor.of(new float[0], 0, 2),
        "d", Tensor.of(new double[] {-2}));
  }

  @Test
  void writesTheKnownBytes() throws IOException {
    assertEquals(198, HEADER.getBytes(UTF_8).length);
    Path file = folder.resolve("written");
    Safetensors.write(file, Map.of("b", "\u00e9", "a", "1"), tensors());
    byte[] expected = RawFile.bytes(200, (HEADER + "  ").getBytes(UTF_8), DATA);
    assertArrayEquals(expected, Files.readAllBytes(file));
    assertEquals((byte) 200, expected[0]);
  }

  @Test
  void readsTheKnownBytes() throws IOException {
    assertReads(HEADER);
  }

  @Test
  void readsPaddedAndReorderedHeaders() throws IOException {
    assertReads(HEADER + "  \n");
    assertReads(
        "{ \"f\":{\"shape\":[1,3],\"data_offsets\":[8,20],\"dtype\":\"F32\"},"
            + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,2],\"data_offsets\":[8,8]},"
            + "\"d\":{\"data_offsets\":[0,8],\"dtype\":\"F64\",\"shape\":[]},"
            + "\"__metadata__\":{\"a\":\"1\",\"b\":\"\\u00e9\"}}");
  }

  private void assertReads(String header) throws IOException {
    Safetensors back = Safetensors.read(RawFile.write(folder.resolve("made"), header, DATA));
    assertEquals(Map.of("a", "1", "b", "\u00e9"), back.metadata());
    assertEquals(List.of("d", "e", "f"), List.copyOf(back.names()));
    for (Map.Entry<String, Tensor> entry : tensors().entrySet()) {
      Bits.assertSame(entry.getValue(), back.tensor(entry.getKey()), entry.getKey());
    }
  }
}
