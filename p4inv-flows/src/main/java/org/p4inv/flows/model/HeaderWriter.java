package org.p4inv.flows.model;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.p4inv.flows.config.Json;

/** Plans a safetensors file and writes its header; all that can be wrong is found here. */
final class HeaderWriter {

  private HeaderWriter() {}

  /**
   * Lays the tensors out one after another: F64 before F32, so that each starts at a multiple of
   * its element size, and by name within a type. The order of the maps plays no part.
   *
   * @throws IllegalArgumentException if a tensor has the name of the metadata
   * @throws NullPointerException if a metadata text or a tensor is null; the message names its key
   */
  static Header layout(Map<String, String> metadata, Map<String, Tensor> tensors) {
    if (tensors.containsKey(Header.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor must not be named `" + Header.METADATA + "`: the format keeps that name");
    }
    metadata.forEach((key, text) -> Objects.requireNonNull(text, key));
    tensors.forEach((name, tensor) -> Objects.requireNonNull(tensor, name));
    List<String> names = new ArrayList<>(tensors.keySet());
    Comparator<String> byDtype = Comparator.comparing(name -> tensors.get(name).dtype());
    names.sort(byDtype.reversed().thenComparing(Comparator.naturalOrder()));
    List<TensorEntry> entries = new ArrayList<>();
    long begin = 0;
    for (String name : names) {
      Tensor tensor = tensors.get(name);
      long end = begin + (long) tensor.size() * tensor.dtype().bytes();
      entries.add(new TensorEntry(name, tensor.dtype(), tensor.shape(), begin, end));
      begin = end;
    }
    return new Header(new TreeMap<>(metadata), entries);
  }

  /**
   * The header with its length before it, padded with spaces to a multiple of 8 bytes.
   *
   * @throws IllegalArgumentException if the header or the whole file would be too long to be read
   *     again, or a name or a metadata text is one that {@link Json#write} refuses
   */
  static byte[] bytes(Header header) {
    byte[] json = Json.write(json(header)).getBytes(UTF_8);
    int length = (json.length + 7) / 8 * 8;
    if (length > Header.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "names and metadata must fit a header of " + Header.MAX_LENGTH + " bytes, got " + length);
    }
    long file = Header.PREFIX + length + header.dataLength();
    if (file > Header.MAX_FILE) {
      throw new IllegalArgumentException(
          "the tensors must fit a file of " + Header.MAX_FILE + " bytes (2 GiB), got " + file);
    }
    byte[] bytes = new byte[Header.PREFIX + length];
    Arrays.fill(bytes, (byte) ' ');
    ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).putLong(length).put(json);
    return bytes;
  }

  private static Map<String, Object> json(Header header) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!header.metadata().isEmpty()) {
      json.put(Header.METADATA, header.metadata());
    }
    for (TensorEntry entry : header.entries()) {
      json.put(entry.name, json(entry));
    }
    return json;
  }

  private static Map<String, Object> json(TensorEntry entry) {
    List<Object> shape = new ArrayList<>();
    for (int dimension : entry.shape) {
      shape.add(dimension);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dtype", entry.dtype.name());
    json.put("shape", shape);
    json.put("data_offsets", List.of(entry.begin, entry.end));
    return json;
  }
}
