package org.p4inv.flows.bijection;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of the bits of numbers: equal digests mean equal bits. */
public final class Digest {
  private final MessageDigest sha;

  /** A digest of nothing so far. */
  public Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Adds the bits of numbers. */
  public Digest add(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    sha.update(bytes);
    return this;
  }

  /** Adds the bits of numbers. */
  public Digest add(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    sha.update(bytes);
    return this;
  }

  /** The digest. */
  public byte[] bytes() {
    return sha.digest();
  }

  /** Images, log-dets, cotangents and gradients of a case on one tile for each direction. */
  static byte[] ofBothDirections(BijectionCase c, long seed) {
    Digest digest = new Digest();
    Workspace s = c.workspace();
    for (Direction direction : Direction.values()) {
      float[] in = c.tile(direction, seed);
      Image image = Image.of(c, direction, in);
      float[] out = new float[in.length];
      float[] inBar = new float[in.length];
      float[] gradient = new float[c.parameters().length];
      double[] logDet = new double[image.logDet().length];
      direction.map(c.bijection(), c.weights(), in, out, logDet, s);
      direction.pullback(
          c.bijection(),
          c.weights(),
          in,
          out,
          c.normalTile(30),
          c.normalLanes(31),
          inBar,
          gradient,
          s);
      digest.add(out).add(logDet).add(inBar).add(gradient);
    }
    return digest.bytes();
  }
}
