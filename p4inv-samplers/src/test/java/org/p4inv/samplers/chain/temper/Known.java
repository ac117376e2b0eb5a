package org.p4inv.samplers.chain.temper;

import java.util.function.DoubleUnaryOperator;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowBuilder;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ZScore;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;
import org.p4inv.samplers.estimate.Estimate;
import org.p4inv.samplers.estimate.ImportanceWeights;

/**
 * A target in the plane, and the exact means of x1, x2, x1^2, x2^2, x1 x2 and of the state x1 < 0.
 */
record Known(Energy energy, double... exact) {
  private static final int STEPS = 4000;
  private static final double REACH = 6;

  /** Two wells of masses 0.72 and 0.28, 2.7 kT below the barrier. */
  static Known wells() {
    return wells(0.3, -3);
  }

  /** Two wells of the linear term a and the quadratic term b. */
  static Known wells(double a, double b) {
    double z = integral(a, b, x -> 1);
    return new Known(
        new DoubleWell(a, b, 1),
        integral(a, b, x -> x) / z,
        0,
        integral(a, b, x -> x * x) / z,
        1,
        0,
        // The step itself is integrated with half its weight at 0.
        integral(a, b, x -> x < 0 ? 1 : x > 0 ? 0 : 0.5) / z);
  }

  /** The trapezoidal rule; its error for the step is of the order of the step squared. */
  private static double integral(double a, double b, DoubleUnaryOperator f) {
    double sum = 0;
    double h = 2 * REACH / STEPS;
    for (int i = 0; i <= STEPS; i++) {
      double x = (i - STEPS / 2) * h;
      sum += f.applyAsDouble(x) * Math.exp(-x * (a + x * (b + x * x)));
    }
    return sum * h;
  }

  /** A Gaussian of mean 0.5 and standard deviation 0.7. */
  static Known gaussian() {
    double square = 0.25 + 0.49;
    // ln of the mass below 0 is that of the standard normal below -5/7.
    return new Known(
        new IsotropicGaussian(2, 0.5, 0.7), 0.5, 0.5, square, square, 0.25, 0.237525262);
  }

  /** A flow in the plane that is far from the identity, and has nothing to do with the targets. */
  static Flow flow() {
    Flow flow = FlowBuilder.realNvp(2).layers(2).hidden(8).build();
    float[] parameters = flow.parameters();
    float[] noise = new float[parameters.length];
    new RandomStream(3, Domain.APPLICATION).gaussian(noise, 0, noise.length);
    for (int i = 0; i < noise.length; i++) {
      parameters[i] += 0.2f * noise[i];
    }
    return Flow.of(flow.base(), flow.bijection(), parameters, flow.frozen());
  }

  static double observe(int kind, double x1, double x2) {
    return switch (kind) {
      case 0 -> x1;
      case 1 -> x2;
      case 2 -> x1 * x1;
      case 3 -> x2 * x2;
      case 4 -> x1 * x2;
      default -> x1 < 0 ? 1 : 0;
    };
  }

  /**
   * The worst deviation, in standard errors, of means over independent chains.
   *
   * @param points {@code [draws x chains x 2]}
   */
  double worst(float[] points, int chains) {
    int draws = points.length / 2 / chains;
    double worst = 0;
    for (int kind = 0; kind < exact.length; kind++) {
      double[] means = new double[chains];
      for (int i = 0; i < draws * chains; i++) {
        means[i % chains] += observe(kind, points[2 * i], points[2 * i + 1]) - exact[kind];
      }
      worst = Math.max(worst, Math.abs(deviation(means)));
    }
    return worst;
  }

  /** The mean of independent numbers in units of its standard error. */
  static double deviation(double[] numbers) {
    ZScore score = new ZScore();
    for (double number : numbers) {
      score.add(number);
    }
    return score.value();
  }

  /** The worst deviation of weighted means, and of log Z. */
  double worst(AnnealedSamples samples) {
    double worst = Math.abs(samples.logZ().deviation().orElseThrow());
    for (int kind = 0; kind < exact.length; kind++) {
      Estimate mean = mean(kind, samples);
      worst = Math.max(worst, Math.abs(mean.value() - exact[kind]) / mean.error());
    }
    return worst;
  }

  /** The weighted mean of an observable. */
  Estimate mean(int kind, AnnealedSamples samples) {
    double[] values = new double[samples.energies().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = observe(kind, samples.points()[2 * i], samples.points()[2 * i + 1]);
    }
    return ImportanceWeights.of(samples.logWeights()).mean(values);
  }
}
