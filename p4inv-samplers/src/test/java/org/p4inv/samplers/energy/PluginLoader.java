package org.p4inv.samplers.energy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A class loader with one energy provider of its own, in its unnamed module, and the file that
 * names it: what a third party's jar on the path is.
 */
final class PluginLoader extends URLClassLoader {
  private final Class<?> plugin;

  PluginLoader(Path folder, Class<?> plugin) throws IOException {
    super(new URL[] {folder.toUri().toURL()}, plugin.getClassLoader());
    this.plugin = plugin;
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(EnergyProvider.class.getName()), plugin.getName());
  }

  /** Runs something with this as the context class loader of the thread. */
  void run(Runnable body) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(this);
    try {
      body.run();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.equals(plugin.getName())) {
      return super.loadClass(name, resolve);
    }
    Class<?> loaded = findLoadedClass(name);
    return loaded == null ? define(name) : loaded;
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = plugin.getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
