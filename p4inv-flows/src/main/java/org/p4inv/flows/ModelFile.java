package org.p4inv.flows;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.base.BaseReader;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.model.Engine;
import org.p4inv.flows.model.Safetensors;
import org.p4inv.flows.model.SafetensorsException;
import org.p4inv.flows.model.Tensor;

/**
 * A flow as a safetensors file: the flat vectors {@code parameters} (F32) and {@code frozen} (F64),
 * and in the metadata the {@code format}, its {@code version}, and as JSON the descriptions of
 * {@code base} and {@code bijection}, the {@code layout} of the two vectors, and the {@code
 * provenance}. docs/model-file.md says all of it for readers in other languages.
 *
 * <p>Version 1 had neither layout nor provenance.
 */
final class ModelFile {
  private static final String FORMAT = "p4inv-flow";
  private static final int VERSION = 2;
  private static final String PARAMETERS = "parameters";
  private static final String FROZEN = "frozen";
  private static final Set<String> TENSORS = new TreeSet<>(List.of(FROZEN, PARAMETERS));

  private ModelFile() {}

  static void write(Flow flow, Path file) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", Integer.toString(VERSION));
    metadata.put("base", flow.base().config().toJson());
    metadata.put("bijection", flow.bijection().config().toJson());
    metadata.put("layout", Layout.of(flow).toJson());
    metadata.put("provenance", withEngine(flow.provenance()).toJson());
    float[] parameters = flow.parameters();
    double[] frozen = flow.frozen();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(PARAMETERS, Tensor.of(parameters, parameters.length));
    tensors.put(FROZEN, Tensor.of(frozen, frozen.length));
    Safetensors.write(file, metadata, tensors);
  }

  /** A flow that was loaded keeps the engine that made it. */
  private static Config withEngine(Config provenance) {
    return provenance.keys().contains("engine")
        ? provenance
        : provenance.with("engine", Engine.describe());
  }

  static Flow read(Path file) throws IOException {
    return flow(file, Safetensors.read(file), new BaseReader(), new BijectionReader());
  }

  /** The same from a channel, with readers at hand; {@code file} is for messages only. */
  static Flow read(
      Path file, SeekableByteChannel channel, BaseReader bases, BijectionReader bijections)
      throws IOException {
    return flow(file, Safetensors.read(file, channel), bases, bijections);
  }

  private static Flow flow(
      Path file, Safetensors content, BaseReader bases, BijectionReader bijections)
      throws SafetensorsException {
    try {
      return flow(content, bases, bijections);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SafetensorsException(file, "not a valid model: " + e.getMessage());
    }
  }

  /** Counts what the descriptions need, and compares, before it makes anything by it. */
  private static Flow flow(Safetensors content, BaseReader bases, BijectionReader bijections)
      throws SafetensorsException {
    Map<String, String> metadata = content.metadata();
    int version = version(metadata);
    if (!content.names().equals(TENSORS)) {
      throw new IllegalArgumentException(
          "the tensors must be " + TENSORS + ", got " + content.names());
    }
    BaseDensity base = bases.read(config(metadata, "base"));
    Bijection bijection = bijections.read(config(metadata, "bijection"));
    float[] parameters = content.floats(PARAMETERS, Storage.parameterCount(base, bijection));
    double[] frozen = content.doubles(FROZEN, Storage.frozenCount(base, bijection));
    Flow flow = Flow.owning(base, bijection, parameters, frozen);
    if (version == 1) {
      return flow;
    }
    Layout.require(flow, config(metadata, "layout"));
    return flow.withProvenance(config(metadata, "provenance"));
  }

  private static int version(Map<String, String> metadata) {
    String format = entry(metadata, "format");
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "metadata `format` must be " + FORMAT + ", got '" + format + "'");
    }
    String version = entry(metadata, "version");
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "metadata `version` must be a whole number from 1 on, got '" + version + "'");
    }
    int number = Integer.parseInt(version);
    if (number > VERSION) {
      throw new IllegalArgumentException(
          "metadata `version` is "
              + number
              + ": a newer release of p4inv wrote it; release "
              + Engine.VERSION
              + " reads versions up to "
              + VERSION);
    }
    return number;
  }

  private static Config config(Map<String, String> metadata, String key) {
    String json = entry(metadata, key);
    try {
      // Under its key, so that later messages name the whole path.
      return Config.of(key, Config.parse(json)).object(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("metadata `" + key + "`: " + e.getMessage(), e);
    }
  }

  private static String entry(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException("metadata must have an entry `" + key + "`, it has none");
    }
    return value;
  }
}
