package org.p4inv.flows;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.flows.bijection.Parametric;
import org.p4inv.flows.config.Config;

/**
 * Which part of a flow has which slice of the two flat vectors, written so that a reader in another
 * language need not count the parameters of every layer.
 *
 * <p>{@code {"slices": [{"type": "act-norm", "parameters": [at, count], "frozen": [at, count]},
 * ...]}}: the base, then the layers of the bijection in the order of its description; composites
 * have no slice of their own.
 */
final class Layout {
  private Layout() {}

  static Config of(Flow flow) {
    List<Config> slices = new ArrayList<>();
    int parametersAt = 0;
    int frozenAt = 0;
    for (Parametric owner : flow.owners()) {
      slices.add(slice(owner, parametersAt, frozenAt));
      parametersAt += owner.parameterCount();
      frozenAt += owner.frozenCount();
    }
    return Config.of("slices", slices);
  }

  private static Config slice(Parametric owner, int parametersAt, int frozenAt) {
    return Config.of("type", owner.config().text("type"))
        .with("parameters", new int[] {parametersAt, owner.parameterCount()})
        .with("frozen", new int[] {frozenAt, owner.frozenCount()});
  }

  /**
   * Checks that a layout is that of a flow.
   *
   * @throws IllegalArgumentException if it is not; the message names the first slice that differs
   */
  static void require(Flow flow, Config layout) {
    List<Config> slices = layout.objects("slices");
    if (slices.size() != flow.owners().size()) {
      throw new IllegalArgumentException(
          "`layout.slices` must have length " + flow.owners().size() + ", got " + slices.size());
    }
    int parametersAt = 0;
    int frozenAt = 0;
    for (int i = 0; i < slices.size(); i++) {
      Parametric owner = flow.owners().get(i);
      Config expected = slice(owner, parametersAt, frozenAt);
      if (!slices.get(i).equals(expected)) {
        throw new IllegalArgumentException(
            "`layout.slices[" + i + "]` must be " + expected + ", got " + slices.get(i));
      }
      parametersAt += owner.parameterCount();
      frozenAt += owner.frozenCount();
    }
  }
}
