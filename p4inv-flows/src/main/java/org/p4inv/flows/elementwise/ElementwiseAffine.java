package org.p4inv.flows.elementwise;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Lanes;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.normalization.ActNorm;

/**
 * A fixed scale and shift of every coordinate, y_j = s_j x_j + t_j: a change of units, or of one
 * interval to another. {@link ActNorm} is the one that is trained.
 *
 * <p>The log-det is the sum of ln|s_j|; xBar_j = s_j yBar_j, and backwards yBar_j = xBar_j / s_j.
 * It takes an interval or circle to its image, the ends reckoned in double. No parameters: the
 * numbers are part of the description.
 */
public final class ElementwiseAffine implements Bijection {
  private final double[] scale;
  private final double[] shift;
  private final float[] scales;
  private final float[] reciprocals;
  private final float[] shifts;
  private final double logDet;

  /**
   * The map with a scale and a shift for each coordinate.
   *
   * @param scale length d, with absolute values from 1e-30 to 1e30
   * @param shift length d, finite
   */
  public ElementwiseAffine(double[] scale, double[] shift) {
    if (scale.length < 1 || shift.length != scale.length) {
      throw new IllegalArgumentException(
          "scale and shift must have one length, at least 1, got "
              + scale.length
              + " and "
              + shift.length);
    }
    int d = scale.length;
    this.scale = scale.clone();
    this.shift = shift.clone();
    this.scales = new float[d];
    this.reciprocals = new float[d];
    this.shifts = new float[d];
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double size = Math.abs(scale[j]);
      if (!(size >= 1e-30 && size <= 1e30) || !Float.isFinite((float) shift[j])) {
        throw new IllegalArgumentException(
            "scale must be from 1e-30 to 1e30 in size and shift finite, got "
                + scale[j]
                + " and "
                + shift[j]
                + " for coordinate "
                + j);
      }
      scales[j] = (float) scale[j];
      reciprocals[j] = (float) (1 / scale[j]);
      shifts[j] = (float) shift[j];
      sum += StrictMath.log(size);
    }
    this.logDet = sum;
  }

  /** The map of d coordinates from one finite interval to another, lower end to lower end. */
  public static ElementwiseAffine between(int d, Interval from, Interval to) {
    double factor = (to.high() - to.low()) / (from.high() - from.low());
    double[] scale = new double[d];
    double[] shift = new double[d];
    Arrays.fill(scale, factor);
    Arrays.fill(shift, to.low() - factor * from.low());
    return new ElementwiseAffine(scale, shift);
  }

  @Override
  public int dimension() {
    return scale.length;
  }

  @Override
  public Space image(Space domain) {
    Space image = domain;
    for (int j = 0; j < scale.length; j++) {
      Interval interval = domain.interval(j);
      if (interval != null) {
        double a = scale[j] * interval.low() + shift[j];
        double b = scale[j] * interval.high() + shift[j];
        image = image.with(j, between(a, b, interval));
      }
    }
    return image;
  }

  @Override
  public Space preimage(Space codomain) {
    Space preimage = codomain;
    for (int j = 0; j < scale.length; j++) {
      Interval interval = codomain.interval(j);
      if (interval != null) {
        double a = (interval.low() - shift[j]) / scale[j];
        double b = (interval.high() - shift[j]) / scale[j];
        preimage = preimage.with(j, between(a, b, interval));
      }
    }
    return preimage;
  }

  /** The ends in order; 0 is added because -0 is another end than 0. */
  private static Interval between(double a, double b, Interval source) {
    return new Interval(Math.min(a, b) + 0.0, Math.max(a, b) + 0.0, source.circular());
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDets, Workspace s) {
    for (int j = 0; j < scales.length; j++) {
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        y[i] = Math.fma(scales[j], x[i], shifts[j]);
      }
    }
    Lanes.add(logDet, logDets);
  }

  @Override
  public void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    if (xBar != null) {
      scaled(scales, yBar, xBar);
    }
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDets, Workspace s) {
    for (int j = 0; j < scales.length; j++) {
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        x[i] = (y[i] - shifts[j]) * reciprocals[j];
      }
    }
    Lanes.add(-logDet, logDets);
  }

  @Override
  public void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    if (yBar != null) {
      scaled(reciprocals, xBar, yBar);
    }
  }

  /** to_j = factor_j from_j */
  private static void scaled(float[] factors, float[] from, float[] to) {
    for (int j = 0; j < factors.length; j++) {
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        to[i] = factors[j] * from[i];
      }
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "elementwise-affine")
        .with("scale", Arrays.stream(scale).boxed().toList())
        .with("shift", Arrays.stream(shift).boxed().toList());
  }

  /** Reads fixed scales and shifts. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "elementwise-affine";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new ElementwiseAffine(config.numbers("scale"), config.numbers("shift"));
    }
  }
}
