package org.p4inv.flows.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.p4inv.flows.config.Config;

/**
 * Reads the JSON header of one safetensors file and believes nothing: what it returns agrees with
 * itself and with the number of data bytes that are there.
 */
final class HeaderReader {

  private static final Set<String> KEYS = Set.of("dtype", "shape", "data_offsets");

  private final Path file;
  private final long dataLength;

  /**
   * @param file for messages only
   * @param dataLength the bytes that follow the header in the file
   */
  HeaderReader(Path file, long dataLength) {
    this.file = file;
    this.dataLength = dataLength;
  }

  /**
   * Checks that the header is strict UTF-8 and JSON that starts with an object, that each tensor
   * has exactly a known dtype, a shape and offsets, that the offsets span the bytes of the shape,
   * and that the tensors, sorted by offset, cover the data without gap or overlap.
   *
   * @param bytes the header without its length. Not modified.
   */
  Header read(byte[] bytes) throws SafetensorsException {
    String json = decoded(bytes);
    if (!json.startsWith("{")) {
      throw wrong("the header must start with '{'");
    }
    try {
      Config config = Config.parse(json);
      List<TensorEntry> entries = new ArrayList<>();
      for (String name : config.keys()) {
        if (!name.equals(Header.METADATA)) {
          entries.add(entry(name, config.object(name)));
        }
      }
      entries.sort(
          Comparator.<TensorEntry>comparingLong(entry -> entry.begin)
              .thenComparingLong(entry -> entry.end));
      requireCover(entries);
      return new Header(metadata(config), entries);
    } catch (IllegalArgumentException e) {
      throw wrong("the header is wrong: " + e.getMessage());
    }
  }

  private String decoded(byte[] bytes) throws SafetensorsException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw wrong("the header must be UTF-8 text, got other bytes");
    }
  }

  private static Map<String, String> metadata(Config header) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (header.keys().contains(Header.METADATA)) {
      Config texts = header.object(Header.METADATA);
      for (String key : texts.keys()) {
        metadata.put(key, texts.text(key));
      }
    }
    return metadata;
  }

  private TensorEntry entry(String name, Config config) throws SafetensorsException {
    if (!config.keys().equals(KEYS)) {
      throw wrong(name, "must have the keys dtype, shape, data_offsets, got " + config.keys());
    }
    Dtype dtype = dtype(name, config.text("dtype"));
    int[] shape = config.integers("shape");
    int[] offsets = config.integers("data_offsets");
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
      throw wrong(
          name,
          "data_offsets must be [begin, end] with 0 <= begin <= end, got " + Shapes.text(offsets));
    }
    requireSize(name, dtype, shape, offsets[1] - offsets[0]);
    return new TensorEntry(name, dtype, shape, offsets[0], offsets[1]);
  }

  private Dtype dtype(String name, String text) throws SafetensorsException {
    return switch (text) {
      case "F32" -> Dtype.F32;
      case "F64" -> Dtype.F64;
      default -> throw wrong(name, "dtype must be F32 or F64, got " + text);
    };
  }

  private void requireSize(String name, Dtype dtype, int[] shape, int span)
      throws SafetensorsException {
    long size = size(name, shape);
    // Divides, because the product in bytes could overflow.
    if (span % dtype.bytes() != 0 || span / dtype.bytes() != size) {
      throw wrong(
          name,
          "data_offsets must span "
              + size
              + " elements of "
              + dtype.bytes()
              + " bytes for "
              + dtype
              + " and shape "
              + Shapes.text(shape)
              + ", got "
              + span
              + " bytes");
    }
  }

  private long size(String name, int[] shape) throws SafetensorsException {
    try {
      return Shapes.size(shape);
    } catch (IllegalArgumentException e) {
      throw wrong(name, e.getMessage());
    }
  }

  private void requireCover(List<TensorEntry> entries) throws SafetensorsException {
    long end = 0;
    for (TensorEntry entry : entries) {
      if (entry.begin != end) {
        throw wrong(
            entry.name,
            "must begin at data byte " + end + ", where the one before ends, got " + entry.begin);
      }
      end = entry.end;
    }
    if (end != dataLength) {
      throw wrong(
          "the tensors end at data byte " + end + " and so must the file, got " + dataLength);
    }
  }

  private SafetensorsException wrong(String name, String problem) {
    return wrong("tensor `" + name + "` " + problem);
  }

  private SafetensorsException wrong(String problem) {
    return new SafetensorsException(file, problem);
  }
}
