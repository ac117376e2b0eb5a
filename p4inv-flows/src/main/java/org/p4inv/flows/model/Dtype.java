package org.p4inv.flows.model;

/** The element types that are read and written; the names are those in the file. */
public enum Dtype {
  /** IEEE 754 binary32, a Java {@code float}. */
  F32(Float.BYTES),
  /** IEEE 754 binary64, a Java {@code double}. */
  F64(Double.BYTES);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one element. */
  public int bytes() {
    return bytes;
  }
}
