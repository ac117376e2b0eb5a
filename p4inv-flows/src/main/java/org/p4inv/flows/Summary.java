package org.p4inv.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.bijection.Inverse;
import org.p4inv.flows.bijection.Parametric;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.config.Json;

/**
 * A flow as text: a line for the base and for each layer, in the order of the forward direction,
 * with settings and the number of parameters.
 */
final class Summary {
  private static final int LONGEST_SETTING = 40;

  private final StringBuilder out = new StringBuilder();

  private Summary() {}

  static String of(Flow flow) {
    Summary summary = new Summary();
    summary.out.append(
        String.format(
            Locale.ROOT,
            "Flow on R^%d%s, %,d parameters, %,d frozen numbers; from base to data:",
            flow.dimension(),
            flow.contextDimension() == 0 ? "" : " given R^" + flow.contextDimension(),
            Storage.parameterCount(flow.base(), flow.bijection()),
            Storage.frozenCount(flow.base(), flow.bijection())));
    summary.line("base", "", flow.base());
    summary.parts("", flow.bijection());
    return summary.out.toString();
  }

  /** A composite at the top is its parts, numbered. */
  private void parts(String prefix, Bijection bijection) {
    if (!(bijection instanceof Chain chain)) {
      layer(prefix.isEmpty() ? "1" : prefix, bijection);
      return;
    }
    for (int i = 0; i < chain.parts().size(); i++) {
      String number = (prefix.isEmpty() ? "" : prefix + ".") + (i + 1);
      Bijection part = chain.parts().get(i);
      if (part instanceof Chain) {
        parts(number, part);
      } else {
        layer(number, part);
      }
    }
  }

  private void layer(String number, Bijection bijection) {
    if (bijection instanceof Inverse inverse) {
      line(number, "inverse of ", inverse.original());
    } else {
      line(number, "", bijection);
    }
  }

  private void line(String number, String prefix, Parametric layer) {
    Config config = layer.config();
    String name = prefix + config.text("type");
    String count = String.format(Locale.ROOT, "%,d", layer.parameterCount());
    String row =
        String.format(Locale.ROOT, "%6s  %-28s %12s  %s", number, name, count, settings(config));
    out.append('\n').append(row.stripTrailing());
  }

  /** All but the type, what the first line says already, and a context that is not there. */
  private static String settings(Config config) {
    List<String> settings = new ArrayList<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) Json.parse(config.toJson())).entrySet()) {
      boolean noContext = entry.getKey().equals("context") && entry.getValue().equals(0L);
      if (!noContext && !entry.getKey().equals("type") && !entry.getKey().equals("dimension")) {
        settings.add(entry.getKey() + " " + clip(setting(entry.getValue())));
      }
    }
    return String.join(", ", settings);
  }

  /** Of what is described by an object of its own, its type. */
  private static String setting(Object value) {
    if (value instanceof Map<?, ?> map && map.get("type") instanceof String type) {
      return type;
    }
    return value instanceof String text ? text : Json.write(value);
  }

  private static String clip(String text) {
    return text.length() <= LONGEST_SETTING ? text : text.substring(0, LONGEST_SETTING) + "...";
  }
}
