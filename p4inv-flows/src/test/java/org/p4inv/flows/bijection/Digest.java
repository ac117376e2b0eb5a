package org.p4inv.flows.bijection;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of the bits of numbers: equal digests mean equal bits. */
public final class Digest {
  private final MessageDigest sha;

  /** Of nothing yet. */
  public Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Adds numbers. */
  public Digest add(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    sha.update(bytes);
    return this;
  }

  /** Adds numbers. */
  public Digest add(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    sha.update(bytes);
    return this;
  }

  /** The digest, after which there is nothing yet again. */
  public byte[] bytes() {
    return sha.digest();
  }

  /** Images, log-dets, cotangents and gradients of a case on one tile. */
  static byte[] ofBothDirections(BijectionCase c, float[] in) {
    Digest digest = new Digest();
    Workspace s = c.workspace();
    for (Direction direction : Direction.values()) {
      Direction.Image image = direction.map(c, in);
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
