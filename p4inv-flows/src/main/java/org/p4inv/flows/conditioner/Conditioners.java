package org.p4inv.flows.conditioner;

import org.p4inv.flows.config.Config;

/** Makes conditioners from their descriptions. */
public final class Conditioners {
  private Conditioners() {}

  /**
   * The conditioner that {@link Conditioner#config} described.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  public static Conditioner read(Config config) {
    String type = config.text("type");
    return switch (type) {
      case "masked-mlp" -> MaskedMlp.read(config);
      case "mlp" -> Mlp.read(config);
      case "stacked" ->
          Stacked.of(config.objects("parts").stream().map(Conditioners::read).toList());
      default ->
          throw new IllegalArgumentException(
              "conditioner type '" + type + "' is unknown; known are [masked-mlp, mlp, stacked]");
    };
  }
}
