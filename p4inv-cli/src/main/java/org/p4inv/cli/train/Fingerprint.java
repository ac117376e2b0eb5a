package org.p4inv.cli.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.p4inv.flows.Flow;

/** SHA-256 over the little-endian bytes of the parameters and then the frozen numbers of a flow. */
public final class Fingerprint {
  private Fingerprint() {}

  /** The 64 hexadecimal digits of a flow: equal exactly where all bits are. */
  public static String of(Flow flow) {
    MessageDigest digest = sha256();
    digest.update(bytes(flow.parameters()));
    digest.update(bytes(flow.frozen()));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(float[] numbers) {
    byte[] bytes = new byte[Math.multiplyExact(numbers.length, Float.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return bytes;
  }

  private static byte[] bytes(double[] numbers) {
    byte[] bytes = new byte[Math.multiplyExact(numbers.length, Double.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(numbers);
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must know SHA-256", e);
    }
  }
}
