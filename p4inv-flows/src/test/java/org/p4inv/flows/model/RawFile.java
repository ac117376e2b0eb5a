package org.p4inv.flows.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files made by hand, right or wrong, without the writer under test. */
final class RawFile {

  private RawFile() {}

  /** A file whose header length is true. */
  static Path write(Path file, String header, byte... data) throws IOException {
    return write(file, header.getBytes(UTF_8).length, header, data);
  }

  static Path write(Path file, long headerLength, String header, byte... data) throws IOException {
    return Files.write(file, bytes(headerLength, header.getBytes(UTF_8), data));
  }

  static byte[] bytes(long headerLength, byte[] header, byte... data) {
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(header)
        .put(data)
        .array();
  }
}
