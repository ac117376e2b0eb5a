package org.p4inv.flows.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a header can lie, with the message that tells. */
class SafetensorsHeaderTest {

  private static final long ALLOCATION = 1 << 20;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  /** One tensor `x`: dtype, shape, data_offsets, and what must be said; 16 bytes of data follow. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "F32"|[4]|[0,16]|
          "F64"|[2,1]|[0,16]|
          "F16"|[8]|[0,16]|tensor `x` dtype must be F32 or F64, got F16
          "f32"|[4]|[0,16]|tensor `x` dtype must be F32 or F64, got f32
          32|[4]|[0,16]|`x.dtype` must be a text, got 32
          "F32"|[3]|[0,16]|span 3 elements of 4 bytes for F32 and shape [3], got 16 bytes
          "F64"|[4]|[0,16]|span 4 elements of 8 bytes for F64 and shape [4], got 16 bytes
          "F64"|[1]|[0,15]|span 1 elements of 8 bytes for F64 and shape [1], got 15 bytes
          "F32"|[4]|[0,12]|span 4 elements of 4 bytes for F32 and shape [4], got 12 bytes
          "F32"|[3]|[0,12]|the tensors end at data byte 12 and so must the file, got 16
          "F32"|[5]|[0,20]|the tensors end at data byte 20 and so must the file, got 16
          "F32"|[3]|[4,16]|tensor `x` must begin at data byte 0, where the one before ends, got 4
          "F32"|[-4]|[0,16]|tensor `x` shape must have no negative dimension, got [-4]
          "F32"|[-2,-2]|[0,16]|tensor `x` shape must have no negative dimension, got [-2, -2]
          "F32"|[0,-1]|[0,0]|tensor `x` shape must have no negative dimension, got [0, -1]
          "F32"|[65536,65536,65536,65536]|[0,0]|shape must have a product of at most
          "F32"|[1073741828]|[0,16]|span 1073741828 elements
          "F64"|[1073741824,1073741824,2]|[0,0]|span 2305843009213693952 elements
          "F32"|[4294967300]|[0,16]|`x.shape[0]` must be an integer from
          "F32"|[4.0]|[0,16]|`x.shape[0]` must be an integer from
          "F32"|["4"]|[0,16]|`x.shape[0]` must be an integer from
          "F32"|4|[0,16]|`x.shape` must be a list of integers, got 4
          "F32"|[500000000]|[0,2000000000]|end at data byte 2000000000 and so must the file, got 16
          "F32"|[4]|[16,0]|data_offsets must be [begin, end] with 0 <= begin <= end, got [16, 0]
          "F32"|[4]|[-16,0]|data_offsets must be [begin, end] with 0 <= begin <= end, got [-16, 0]
          "F32"|[4]|[16]|data_offsets must be [begin, end] with 0 <= begin <= end, got [16]
          "F32"|[4]|[0,16,16]|data_offsets must be [begin, end] with 0 <= begin <= end
          "F32"|[4]|[4294967296,4294967312]|`x.data_offsets[0]` must be an integer from
          "F32"|[4]|[-9223372036854775808,0]|`x.data_offsets[0]` must be an integer from
          "F32"|[4]|null|`x.data_offsets` must be a list of integers, got null
          "F32"|[4]|[0,16],"more":1|tensor `x` must have the keys dtype, shape, data_offsets, got
          """)
  void oneTensor(String dtype, String shape, String offsets, String problem) throws Throwable {
    String header =
        "{\"x\":{\"dtype\":"
            + dtype
            + ",\"shape\":"
            + shape
            + ",\"data_offsets\":"
            + offsets
            + "}}";
    RawFile.write(file(), header, new byte[16]);
    if (problem == null) {
      assertEquals(16, Safetensors.read(file()).tensor("x").dtype().bytes() * elements());
    } else {
      assertRefused(problem);
    }
  }

  private int elements() throws IOException {
    return Safetensors.read(file()).tensor("x").size();
  }

  @Test
  void twoTensorsMustNotOverlapNorLeaveAGap() throws Throwable {
    RawFile.write(file(), "{" + floats("a", 0, 8) + "," + floats("b", 4, 12) + "}", new byte[12]);
    assertRefused("tensor `b` must begin at data byte 8, where the one before ends, got 4");
    RawFile.write(file(), "{" + floats("a", 0, 8) + "," + floats("b", 12, 16) + "}", new byte[16]);
    assertRefused("tensor `b` must begin at data byte 8, where the one before ends, got 12");
    RawFile.write(file(), "{" + floats("a", 0, 8) + "," + floats("b", 0, 8) + "}", new byte[8]);
    assertRefused("must begin at data byte 8, where the one before ends, got 0");
  }

  private static String floats(String name, int begin, int end) {
    int count = (end - begin) / 4;
    String offsets = ",\"data_offsets\":[" + begin + "," + end + "]}";
    return "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + count + "]" + offsets;
  }

  @Test
  void tensorNamesMustNotRepeat() throws Throwable {
    RawFile.write(file(), "{" + floats("a", 0, 4) + "," + floats("a", 4, 8) + "}", new byte[8]);
    assertRefused("expected a new key, got \"a\" a second time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''|must start with '{'
          []|must start with '{'
          ' {}'|must start with '{'
          {|JSON line 1, column 2
          {}}|the end of the text, got '}'
          {"x":1}|`x` must be an object, got 1
          {"x":{}}|must have the keys dtype, shape, data_offsets, got []
          {"__metadata__":[]}|`__metadata__` must be an object
          {"__metadata__":{"a":1}}|`__metadata__.a` must be a text, got 1
          {"__metadata__":{"a":null}}|`__metadata__.a` must be a text, got null
          """)
  void otherHeaders(String header, String problem) throws Throwable {
    RawFile.write(file(), header);
    assertRefused(problem);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        3,
        16,
        1L << 24,
        1L << 31,
        (1L << 32) + 2,
        1L << 62,
        Long.MAX_VALUE,
        -1,
        Long.MIN_VALUE
      })
  void theHeaderLengthIsNotBelieved(long length) throws Throwable {
    RawFile.write(file(), length, "{}");
    assertRefused(
        "the header length must be from 0 to 2 (the file has 10 bytes), got "
            + Long.toUnsignedString(length));
  }

  @Test
  void aFileShorterThanTheHeaderLength() throws Throwable {
    for (int size = 0; size < 8; size++) {
      Files.write(file(), new byte[size]);
      assertRefused("must start with an 8-byte header length, is only " + size + " bytes long");
    }
  }

  @Test
  void theHeaderIsStrictUtf8() throws Throwable {
    byte[] json = "{\"__metadata__\":{\"a\":\"?\"}}".getBytes(StandardCharsets.UTF_8);
    for (int c : new int[] {0x80, 0xc0, 0xe9, 0xff}) {
      byte[] bytes = RawFile.bytes(json.length, json);
      bytes[8 + 22] = (byte) c;
      Files.write(file(), bytes);
      assertRefused("the header must be UTF-8");
    }
  }

  @Test
  void deepNestingIsRefused() throws Throwable {
    RawFile.write(file(), "{\"x\":".repeat(10_000));
    assertRefused("nesting must be at most 128 deep");
  }

  @Test
  void messagesStayShort() throws Throwable {
    RawFile.write(file(), "{\"" + "x".repeat(10_000) + "\":{\"" + "y".repeat(10_000) + "\":1}}");
    String message = assertRefused("tensor `xxx");
    assertTrue(message.length() < 1000, "length " + message.length());
  }

  private String assertRefused(String problem) throws Throwable {
    String[] message = new String[1];
    long allocated =
        AllocatedBytes.during(
            () ->
                message[0] =
                    assertThrows(SafetensorsException.class, () -> Safetensors.read(file()))
                        .getMessage());
    assertTrue(message[0].startsWith(file() + ": "), message[0]);
    assertTrue(message[0].contains(problem), message[0]);
    assertTrue(allocated < ALLOCATION + 20 * Files.size(file()), "allocated " + allocated);
    return message[0];
  }
}
