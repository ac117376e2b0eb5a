package org.p4inv.flows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.base.BaseReader;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.model.Safetensors;
import org.p4inv.flows.model.Tensor;

/**
 * A flow as a safetensors file: the flat vectors {@code parameters} (F32) and {@code frozen} (F64),
 * and in the metadata the {@code format}, its {@code version}, and the descriptions of {@code base}
 * and {@code bijection} as JSON.
 */
final class ModelFile {
  private static final String FORMAT = "p4inv-flow";
  private static final int VERSION = 1;

  private ModelFile() {}

  static void write(Flow flow, Path file) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", Integer.toString(VERSION));
    metadata.put("base", flow.base().config().toJson());
    metadata.put("bijection", flow.bijection().config().toJson());
    float[] parameters = flow.parameters();
    double[] frozen = flow.frozen();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("parameters", Tensor.of(parameters, parameters.length));
    tensors.put("frozen", Tensor.of(frozen, frozen.length));
    Safetensors.write(file, metadata, tensors);
  }

  static Flow read(Path file) throws IOException {
    Safetensors content = Safetensors.read(file);
    try {
      Map<String, String> metadata = content.metadata();
      requireFormat(metadata);
      BaseDensity base = new BaseReader().read(Config.parse(entry(metadata, "base")));
      Bijection bijection = new BijectionReader().read(Config.parse(entry(metadata, "bijection")));
      float[] parameters = content.floats("parameters", Storage.parameterCount(base, bijection));
      double[] frozen = content.doubles("frozen", Storage.frozenCount(base, bijection));
      return Flow.of(base, bijection, parameters, frozen);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("'" + file + "' is not a valid model: " + e.getMessage(), e);
    }
  }

  private static void requireFormat(Map<String, String> metadata) {
    String format = entry(metadata, "format");
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "metadata `format` must be " + FORMAT + ", got '" + format + "'");
    }
    String version = entry(metadata, "version");
    if (!version.equals(Integer.toString(VERSION))) {
      throw new IllegalArgumentException(
          "metadata `version` must be "
              + VERSION
              + ", which this release reads, got '"
              + version
              + "'; a newer release of p4inv may have written it");
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
