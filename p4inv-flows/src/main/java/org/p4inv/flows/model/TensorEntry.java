package org.p4inv.flows.model;

/**
 * One tensor as the header of a file announces it: its bytes are {@code begin} (included) to {@code
 * end} (excluded), counted from the end of the header.
 */
final class TensorEntry {

  final String name;
  final Dtype dtype;
  final int[] shape;
  final long begin;
  final long end;

  /** Takes over {@code shape}. */
  TensorEntry(String name, Dtype dtype, int[] shape, long begin, long end) {
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
    this.begin = begin;
    this.end = end;
  }
}
