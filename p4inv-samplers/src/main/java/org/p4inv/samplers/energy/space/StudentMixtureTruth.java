package org.p4inv.samplers.energy.space;

import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;

/**
 * What is known of a mixture of Student-t densities. A point of a component is m_k + s g sqrt(nu /
 * c), g normal in d dimensions and c the sum of the squares of nu more normal numbers.
 */
final class StudentMixtureTruth implements Truth {
  private final double[][] means;
  private final double scale;
  private final int freedom;
  private final int d;

  StudentMixtureTruth(double[][] means, double scale, int freedom) {
    this.means = means;
    this.scale = scale;
    this.freedom = freedom;
    this.d = means[0].length;
  }

  @Override
  public OptionalDouble logZ() {
    return OptionalDouble.of(0);
  }

  @Override
  public Optional<Moments> moments() {
    if (freedom < 2) {
      return Optional.empty();
    }
    double[] mean = new double[d];
    double[] variance = new double[d];
    double within = scale * scale * freedom / (freedom - 2.0);
    for (int j = 0; j < d; j++) {
      for (double[] m : means) {
        mean[j] += m[j] / means.length;
      }
      variance[j] = within;
      for (double[] m : means) {
        variance[j] += (m[j] - mean[j]) * (m[j] - mean[j]) / means.length;
      }
    }
    return Optional.of(new Moments(mean, variance));
  }

  @Override
  public Optional<ExactSampler> sampler() {
    return Optional.of(this::sample);
  }

  private void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, d, first, n);
    float[] normal = new float[freedom];
    for (int i = first; i < first + n; i++) {
      random.gaussian(points, i * d, d);
      random.gaussian(normal, 0, freedom);
      double squares = 0;
      for (float g : normal) {
        squares += (double) g * g;
      }
      double width = scale * Math.sqrt(freedom / squares);
      double[] mean = means[random.nextInt(means.length)];
      for (int j = 0; j < d; j++) {
        points[i * d + j] = (float) (mean[j] + width * points[i * d + j]);
      }
    }
  }
}
