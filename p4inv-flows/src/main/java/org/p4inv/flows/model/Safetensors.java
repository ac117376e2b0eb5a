package org.p4inv.flows.model;

import static java.nio.file.StandardOpenOption.READ;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Named tensors and metadata texts in one file of the safetensors format: eight bytes with the
 * length of the header (little-endian), the header in JSON, the elements of all tensors (row-major,
 * little-endian) without gap.
 *
 * <p>Element types are F32 and F64 only, a header is at most 1 MiB, a file at most 2 GiB minus one
 * byte; the rest is the format of <a
 * href="https://huggingface.co/docs/safetensors">huggingface.co/docs/safetensors</a>, so that its
 * other readers and writers (Python, Rust) read and write the same files. An instance is the
 * content of a file that was read; it keeps no file open. It does not change, except through the
 * arrays of its tensors, which it shares with whoever asked for them.
 */
public final class Safetensors {

  private final Path file;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors;

  private Safetensors(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {
    this.file = file;
    this.metadata = Collections.unmodifiableMap(metadata);
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * Writes a file, or replaces one as a whole.
   *
   * <p>Equal arguments give equal bytes, whatever the order of the maps: metadata are sorted by
   * key, tensors by type (F64 first) and name; the data start at a multiple of 8 bytes, and each
   * tensor at a multiple of its element size. The content goes to a temporary file in the same
   * folder, is forced to disk and renamed atomically; on any failure a file that was there is left
   * as it was, and no temporary file stays behind.
   *
   * @param file where to write; its folder must exist; a symbolic link is replaced, not followed
   * @param metadata texts to keep, such as a configuration. Not modified.
   * @param tensors by name; elements keep their bits, those of a NaN too. Not modified.
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}, a text holds half a
   *     surrogate pair, or the header or the file would be longer than {@link #read} accepts;
   *     nothing is then written
   * @throws IOException if the file cannot be written; the message names it and the cause
   */
  public static void write(Path file, Map<String, String> metadata, Map<String, Tensor> tensors)
      throws IOException {
    Header header = HeaderWriter.layout(metadata, tensors);
    byte[] bytes = HeaderWriter.bytes(header);
    Replacement.of(
        file,
        channel -> {
          TensorData.writeFully(channel, ByteBuffer.wrap(bytes));
          TensorData data = new TensorData();
          for (TensorEntry entry : header.entries()) {
            data.write(channel, tensors.get(entry.name));
          }
        });
  }

  /**
   * Reads a whole file. Every length in it is checked against the bytes that are really there
   * before anything is allocated by it: what is allocated is at most the tensors once, and some
   * forty times the header, which is small.
   *
   * @throws SafetensorsException if the bytes are not such a file, or it is too big; the message
   *     names the file, what was wrong and what would have been right
   * @throws IOException if the file is not there or cannot be read
   */
  public static Safetensors read(Path file) throws IOException {
    requireFile(file);
    try (FileChannel channel = FileChannel.open(file, READ)) {
      return read(file, channel);
    }
  }

  /**
   * Reads what a channel holds, from its start.
   *
   * @param file for messages only
   * @param channel at its start; not closed
   */
  public static Safetensors read(Path file, SeekableByteChannel channel) throws IOException {
    try {
      Header header = header(file, channel);
      TensorData data = new TensorData();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (TensorEntry entry : header.entries()) {
        tensors.put(entry.name, data.read(channel, entry));
      }
      return new Safetensors(file, header.metadata(), tensors);
    } catch (EOFException e) {
      throw new SafetensorsException(file, "the file must not shrink while it is read");
    }
  }

  /** The metadata in the order of the file; empty if it has none. Cannot be changed. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The names of the tensors in the order of their data. Cannot be changed. */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * The tensor of a name; its array is shared, not copied.
   *
   * @throws SafetensorsException if the file has none
   */
  public Tensor tensor(String name) throws SafetensorsException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new SafetensorsException(
          file, "must have a tensor `" + name + "`, its tensors are " + tensors.keySet());
    }
    return tensor;
  }

  /**
   * The elements of an F32 tensor of which the shape is known; the array is shared, not copied.
   *
   * @throws SafetensorsException if the file has no such tensor, or type or shape are others
   */
  public float[] floats(String name, int... shape) throws SafetensorsException {
    return tensor(name, Dtype.F32, shape).floats();
  }

  /** The elements of an F64 tensor, otherwise as {@link #floats}. */
  public double[] doubles(String name, int... shape) throws SafetensorsException {
    return tensor(name, Dtype.F64, shape).doubles();
  }

  private Tensor tensor(String name, Dtype dtype, int[] shape) throws SafetensorsException {
    Tensor tensor = tensor(name);
    if (tensor.dtype() != dtype || !Arrays.equals(tensor.shape(), shape)) {
      throw new SafetensorsException(
          file,
          "tensor `" + name + "` must be " + dtype + " " + Shapes.text(shape) + ", got " + tensor);
    }
    return tensor;
  }

  private static void requireFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "must be a safetensors file, is absent");
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "must be a file, is a folder");
    }
  }

  private static Header header(Path file, SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    if (size > Header.MAX_FILE) {
      throw new SafetensorsException(
          file, "must be at most " + Header.MAX_FILE + " bytes long (2 GiB), is " + size);
    }
    if (size < Header.PREFIX) {
      throw new SafetensorsException(
          file, "must start with an 8-byte header length, is only " + size + " bytes long");
    }
    ByteBuffer prefix = ByteBuffer.allocate(Header.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    TensorData.readFully(channel, prefix);
    long length = prefix.getLong(0);
    long limit = Math.min(Header.MAX_LENGTH, size - Header.PREFIX);
    if (length < 0 || length > limit) {
      throw new SafetensorsException(
          file,
          "the header length must be from 0 to "
              + limit
              + " (the file has "
              + size
              + " bytes), got "
              + Long.toUnsignedString(length));
    }
    byte[] bytes = new byte[(int) length];
    TensorData.readFully(channel, ByteBuffer.wrap(bytes));
    return new HeaderReader(file, size - Header.PREFIX - length).read(bytes);
  }
}
