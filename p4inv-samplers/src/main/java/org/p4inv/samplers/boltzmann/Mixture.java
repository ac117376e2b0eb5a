package org.p4inv.samplers.boltzmann;

import java.util.List;
import java.util.Objects;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * A sum of objectives: loss = sum over k of weight_k(step) L_k.
 *
 * <p>The parts see one tile after another; the random numbers of a part follow those of the parts
 * before it. A part with a weight of 0 at a step is not run. Noe et al. train Boltzmann generators
 * by samples and energy at once, with a weight that moves from one to the other.
 */
public final class Mixture implements Objective {
  private final Part[] parts;

  /**
   * One summand.
   *
   * @param objective not itself a mixture
   * @param weight at each step, not negative
   */
  public record Part(Objective objective, Schedule weight) {

    /** Checks the values. */
    public Part {
      Objects.requireNonNull(weight, "weight");
      if (Objects.requireNonNull(objective, "objective") instanceof Mixture) {
        throw new IllegalArgumentException("`objective` must not be a mixture; list its parts");
      }
    }
  }

  /** The sum of the parts, in their order. */
  public Mixture(List<Part> parts) {
    this.parts = parts.toArray(new Part[0]);
  }

  @Override
  public int begin(long step, int batch) {
    int points = 0;
    for (Part part : parts) {
      double weight = part.weight().at(step);
      if (!(weight >= 0)) {
        throw new IllegalArgumentException(
            "`weight` must not be negative, got " + weight + " at step " + step);
      }
      if (weight == 0) {
        continue;
      }
      int own = part.objective().begin(step, batch);
      if (points != 0 && own != points) {
        throw new IllegalArgumentException(
            "parts must have batches of one size, got " + points + " and " + own);
      }
      points = own;
    }
    return points == 0 ? batch : points;
  }

  @Override
  public double tile(TilePass pass) {
    double sum = 0;
    for (Part part : parts) {
      double weight = part.weight().at(pass.step());
      if (weight > 0) {
        pass.begin(weight);
        sum += part.objective().tile(pass);
      }
    }
    return sum;
  }
}
