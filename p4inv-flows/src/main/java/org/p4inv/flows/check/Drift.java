package org.p4inv.flows.check;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.core.p4.Perturbation;

/** The tracked state of perturbed layers still has its property: max|A A^-1 - I| for P4Inv. */
final class Drift {
  private static final double LIMIT = 1e-6;

  private Drift() {}

  static List<Finding> check(Subject subject) {
    List<Perturbation> perturbations = new ArrayList<>();
    subject.weights().forEachPerturbation(perturbations::add);
    if (perturbations.isEmpty()) {
      return List.of();
    }
    Worst worst = new Worst();
    for (int i = 0; i < perturbations.size(); i++) {
      worst.add(perturbations.get(i).residual(), "tracked layer " + i);
    }
    return List.of(Finding.of("drift of tracked inverses", worst.value(), LIMIT, worst.where()));
  }
}
