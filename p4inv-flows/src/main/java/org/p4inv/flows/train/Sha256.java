package org.p4inv.flows.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the little-endian bytes of numbers. */
final class Sha256 {
  private final MessageDigest digest = digest();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must know SHA-256", e);
    }
  }

  Sha256 add(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  Sha256 add(float[] values) {
    for (float value : values) {
      room(Float.BYTES).putFloat(value);
    }
    return this;
  }

  Sha256 add(double[] values) {
    for (double value : values) {
      room(Double.BYTES).putDouble(value);
    }
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }

  String hex() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }
}
