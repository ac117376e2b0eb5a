package org.p4inv.flows.model;

import java.util.List;
import java.util.Map;

/**
 * What stands before the data of a safetensors file.
 *
 * @param metadata the texts under {@code __metadata__}; empty where there are none
 * @param entries the tensors in the order of their bytes, without gap or overlap
 */
record Header(Map<String, String> metadata, List<TensorEntry> entries) {

  /** The key of the metadata, which no tensor can have as its name. */
  static final String METADATA = "__metadata__";

  /** The bytes before the header: its length as a little-endian integer. */
  static final int PREFIX = Long.BYTES;

  /**
   * The longest header that is read or written, in bytes: 1 MiB, some hundred times that of a large
   * flow. JSON takes up to some forty times its length as objects, so this bounds what a hostile
   * header costs.
   */
  static final int MAX_LENGTH = 1 << 20;

  /** The longest file that is read or written, in bytes: just under 2 GiB. */
  static final long MAX_FILE = Integer.MAX_VALUE;

  /** The bytes after the header: where the last tensor ends. */
  long dataLength() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end;
  }
}
