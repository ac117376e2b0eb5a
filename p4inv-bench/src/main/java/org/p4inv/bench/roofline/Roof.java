package org.p4inv.bench.roofline;

import java.util.Comparator;
import java.util.List;

/**
 * The roofline of one core: no kernel is faster than min(peak, bandwidth x intensity), where the
 * intensity is its operations per byte.
 *
 * <p>The bandwidth is that of a copy as large as what the kernel touches, since small kernels work
 * in a cache. Source: Williams, Waterman and Patterson, Roofline, Communications of the ACM 52(4),
 * 2009.
 *
 * @param gflops the float peak, 1e9 operations a second; double has half of it
 * @param instructions how the peak was reached
 * @param copies copies of several sizes, at least one
 */
public record Roof(double gflops, String instructions, List<Copy> copies) {

  /**
   * A copy from one array to another.
   *
   * @param bytes of both arrays together
   * @param gigabytesPerSecond read and written, 1e9 bytes
   */
  public record Copy(long bytes, double gigabytesPerSecond) {}

  /** Sorts the copies by size. */
  public Roof {
    if (copies.isEmpty()) {
      throw new IllegalArgumentException("copies must not be empty");
    }
    copies = copies.stream().sorted(Comparator.comparingLong(Copy::bytes)).toList();
  }

  /** The share of the roof, 1 at most, that a kernel reaches which takes so many seconds. */
  public double share(Work work, double seconds) {
    return leastSeconds(work) / seconds;
  }

  /** The time that the roof allows. */
  public double leastSeconds(Work work) {
    double arithmetic = work.flops() * work.precision().width() / (1e9 * gflops);
    double traffic = work.bytes() / (1e9 * bandwidth(work.footprint()));
    return Math.max(arithmetic, traffic);
  }

  /** The bandwidth of the smallest copy that is not smaller, in 1e9 bytes a second. */
  private double bandwidth(double footprint) {
    return copies.stream()
        .filter(copy -> copy.bytes() >= footprint)
        .findFirst()
        .orElse(largest())
        .gigabytesPerSecond();
  }

  /** The largest copy, which does not fit any cache. */
  public Copy largest() {
    return copies.get(copies.size() - 1);
  }
}
