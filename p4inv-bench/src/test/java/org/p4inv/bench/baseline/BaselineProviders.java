package org.p4inv.bench.baseline;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.config.Config;

/**
 * A class loader that offers providers of the baselines, which no model file holds: the battery
 * reads each bijection back from its description.
 */
final class BaselineProviders extends URLClassLoader {

  /** Writes the file that names the providers to a folder. */
  BaselineProviders(Path folder) throws IOException {
    super(new URL[] {folder.toUri().toURL()}, BaselineProviders.class.getClassLoader());
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    List<String> names = List.of(Dense.class.getName(), Plu.class.getName());
    Files.write(services.resolve(BijectionProvider.class.getName()), names);
  }

  /** Reads {@link DenseLinear}. */
  public static final class Dense implements BijectionProvider {
    @Override
    public String type() {
      return "baseline-dense";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new DenseLinear(config.integer("dimension", 1, 16384));
    }
  }

  /** Reads {@link PluLinear}. */
  public static final class Plu implements BijectionProvider {
    @Override
    public String type() {
      return "baseline-plu";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new PluLinear(config.integers("permutation"));
    }
  }
}
