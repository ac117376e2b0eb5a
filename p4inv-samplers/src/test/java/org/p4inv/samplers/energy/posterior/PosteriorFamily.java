package org.p4inv.samplers.energy.posterior;

import java.util.List;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Posterior densities. */
public final class PosteriorFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of("eight-schools", "eight-schools-centred");
  }

  @Override
  public List<EnergyCase> cases() {
    LabelledRows rows = LogisticRegressionTest.rows(40, 3);
    return List.of(
        EnergyCase.named("eight-schools", 1.5),
        EnergyCase.named("eight-schools-centred", 1.5),
        new EnergyCase("logistic regression", LogisticRegression.withPrior(rows, 2), 1),
        new EnergyCase("without prior", LogisticRegression.withoutPrior(rows), 1));
  }
}
