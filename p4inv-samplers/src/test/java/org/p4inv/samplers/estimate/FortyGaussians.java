package org.p4inv.samplers.estimate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Exact samples of the mixture of forty Gaussians of equal weight in the plane. */
final class FortyGaussians {
  private static final Pattern MEAN =
      Pattern.compile("\\[\\s*(-?[0-9.e+-]+),\\s*(-?[0-9.e+-]+)\\s*]");
  private static final double DEVIATION = Math.log1p(Math.E);

  private FortyGaussians() {}

  static float[] sample(int n, long seed) {
    double[] means = means();
    RandomStream random = new RandomStream(seed, Domain.TARGET);
    int[] component = new int[n];
    for (int i = 0; i < n; i++) {
      component[i] = random.nextInt(40);
    }
    float[] points = new float[2 * n];
    random.gaussian(points, 0, 2 * n);
    for (int i = 0; i < 2 * n; i++) {
      points[i] = (float) (means[2 * component[i / 2] + i % 2] + DEVIATION * points[i]);
    }
    return points;
  }

  private static double[] means() {
    double[] means = new double[80];
    int count = 0;
    Matcher matcher = MEAN.matcher(text());
    while (matcher.find()) {
      means[count++] = Double.parseDouble(matcher.group(1));
      means[count++] = Double.parseDouble(matcher.group(2));
    }
    if (count != 80) {
      throw new IllegalStateException("gmm40.json must hold 40 means, got " + count / 2.0);
    }
    return means;
  }

  private static String text() {
    try (InputStream in = FortyGaussians.class.getResourceAsStream("gmm40.json")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
