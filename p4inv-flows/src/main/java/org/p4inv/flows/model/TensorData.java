package org.p4inv.flows.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Moves elements between arrays and a channel as little-endian bytes, through one small buffer.
 * Bits are moved, not values: the payload of a NaN survives. For one thread.
 */
final class TensorData {

  private static final int CHUNK = 1 << 16;

  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  /** Writes all elements at the channel's position. The tensor is not modified. */
  void write(WritableByteChannel channel, Tensor tensor) throws IOException {
    int step = CHUNK / tensor.dtype().bytes();
    for (int from = 0; from < tensor.size(); from += step) {
      int count = Math.min(step, tensor.size() - from);
      chunk.clear();
      switch (tensor.dtype()) {
        case F32 -> chunk.asFloatBuffer().put(tensor.floats(), from, count);
        case F64 -> chunk.asDoubleBuffer().put(tensor.doubles(), from, count);
        default -> throw new AssertionError(tensor.dtype());
      }
      chunk.limit(count * tensor.dtype().bytes());
      writeFully(channel, chunk);
    }
  }

  /**
   * Reads a tensor at the channel's position.
   *
   * @param entry was checked: so many bytes are there
   */
  Tensor read(ReadableByteChannel channel, TensorEntry entry) throws IOException {
    int size = Math.toIntExact((entry.end - entry.begin) / entry.dtype.bytes());
    return switch (entry.dtype) {
      case F32 -> Tensor.of(floats(channel, new float[size]), entry.shape);
      case F64 -> Tensor.of(doubles(channel, new double[size]), entry.shape);
      default -> throw new AssertionError(entry.dtype);
    };
  }

  private float[] floats(ReadableByteChannel channel, float[] values) throws IOException {
    int step = CHUNK / Float.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      fill(channel, count * Float.BYTES);
      chunk.asFloatBuffer().get(values, from, count);
    }
    return values;
  }

  private double[] doubles(ReadableByteChannel channel, double[] values) throws IOException {
    int step = CHUNK / Double.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      fill(channel, count * Double.BYTES);
      chunk.asDoubleBuffer().get(values, from, count);
    }
    return values;
  }

  private void fill(ReadableByteChannel channel, int bytes) throws IOException {
    readFully(channel, chunk.clear().limit(bytes));
    chunk.flip();
  }

  /** Writes all that remains in the buffer. */
  static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /**
   * Fills what remains in the buffer.
   *
   * @throws EOFException if the channel ends before
   */
  static void readFully(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the data ended " + buffer.remaining() + " bytes too early");
      }
    }
  }
}
