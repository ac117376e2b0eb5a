package org.p4inv.bench.roofline;

/**
 * What a kernel has to do, however it is written.
 *
 * @param flops floating-point operations; a fused multiply-add is two
 * @param bytes read and written, each number once in each direction
 * @param footprint bytes of the arrays it touches, which decide the cache they fit in
 * @param precision of the arithmetic
 */
public record Work(double flops, double bytes, double footprint, Precision precision) {

  /** How wide a number is. */
  public enum Precision {
    /** 32 bits. */
    FLOAT(1),
    /** 64 bits: half as many in a vector. */
    DOUBLE(2);

    private final int width;

    Precision(int width) {
      this.width = width;
    }

    int width() {
      return width;
    }
  }

  /** Work in float. */
  public static Work ofFloat(double flops, double bytes, double footprint) {
    return new Work(flops, bytes, footprint, Precision.FLOAT);
  }

  /** Work in double. */
  public static Work ofDouble(double flops, double bytes, double footprint) {
    return new Work(flops, bytes, footprint, Precision.DOUBLE);
  }
}
