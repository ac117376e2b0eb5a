package org.p4inv.core.p4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/**
 * Many merges in a row, as training makes them: V standard normal, as a reset draws it, and U =
 * noise - pull A V / |V|^2. The pull stands for a loss that holds A where it is: with 1, A forgets
 * what it did in the direction V; with 0 it walks at random. Residual, determinant and condition
 * are looked at every so often; nothing else interferes.
 */
final class MergeRun {
  private static final int EVERY = 100;
  private static final long SEED = 2010;

  private final int d;
  private final double size;
  private final double pull;
  int merged;
  private int refusedChange;
  private int refusedLogDet;
  double maxResidual;
  private double minLogDet = Double.POSITIVE_INFINITY;
  private double maxLogDet = Double.NEGATIVE_INFINITY;
  int signChanges;
  double maxLogDetError;
  private double maxCondition;
  final List<Integer> wrongSigns = new ArrayList<>();
  private final double[] frozen;
  private final InvertiblePerturbation perturbation;
  private final float[] parameters;
  private final RandomStream stream = new RandomStream(SEED, Domain.MERGE);
  private final Random random = new Random(SEED);

  /**
   * A run that starts from the identity.
   *
   * @param size standard deviation of the noise in an element of U
   * @param pull 0 to 1
   */
  MergeRun(int d, double size, double pull) {
    this.d = d;
    this.size = size;
    this.pull = pull;
    parameters = new float[InvertiblePerturbation.parameterCount(d, 1)];
    frozen = new double[InvertiblePerturbation.frozenCount(d)];
    perturbation =
        new InvertiblePerturbation(d, 1, parameters, 0, frozen, 0, LogDetBounds.forDimension(d));
    int[] identity = new int[d];
    Arrays.setAll(identity, i -> i);
    perturbation.start(identity, stream);
  }

  MergeRun run(int merges) {
    int sign = 1;
    for (int attempt = 0; merged < merges && attempt < 2 * merges; attempt++) {
      train();
      count(perturbation.merge(stream));
      int now = (int) frozen[2 * d * d + 1];
      signChanges += now == sign ? 0 : 1;
      sign = now;
      if (attempt % EVERY == 0) {
        look();
      }
    }
    look();
    return this;
  }

  private void train() {
    double square = 0;
    for (int j = 0; j < d; j++) {
      square += (double) parameters[d + j] * parameters[d + j];
    }
    for (int i = 0; i < d; i++) {
      double image = 0;
      for (int j = 0; j < d; j++) {
        image += frozen[i * d + j] * parameters[d + j];
      }
      parameters[i] = (float) (size * random.nextGaussian() - pull * image / square);
    }
  }

  private void count(Merge verdict) {
    switch (verdict) {
      case MERGED, MERGED_AND_REPAIRED -> merged++;
      case REFUSED_CHANGE -> refusedChange++;
      case REFUSED_LOG_DET -> refusedLogDet++;
      case REFUSED_NOT_FINITE -> throw new AssertionError(this + ": not finite");
    }
  }

  private void look() {
    maxResidual = Math.max(maxResidual, perturbation.residual());
    double logDet = frozen[2 * d * d];
    minLogDet = Math.min(minLogDet, logDet);
    maxLogDet = Math.max(maxLogDet, logDet);
    Lu lu = new Lu(d).decompose(frozen, 0);
    maxLogDetError = Math.max(maxLogDetError, Math.abs(logDet - lu.logAbsDet()));
    if (lu.sign() != (int) frozen[2 * d * d + 1]) {
      wrongSigns.add(merged);
    }
    double[] a = Arrays.copyOfRange(frozen, 0, d * d);
    double[] inverse = Arrays.copyOfRange(frozen, d * d, 2 * d * d);
    maxCondition = Math.max(maxCondition, Numbers.norm(a) * Numbers.norm(inverse));
  }

  /** How far the tracked log|det| may be from that of A. */
  double logDetTolerance() {
    return Tolerance.trackedLogDet(d, merged, maxResidual);
  }

  /** How often the inverse was repaired. */
  long repairs() {
    return perturbation.repairs();
  }

  @Override
  public String toString() {
    return "d "
        + d
        + ", noise of "
        + size
        + ", pull "
        + pull
        + ", seed "
        + SEED
        + ": merged "
        + merged
        + ", refused for the change "
        + refusedChange
        + ", for log|det| "
        + refusedLogDet
        + ", repairs "
        + repairs()
        + ", max residual "
        + maxResidual
        + ", log|det| from "
        + minLogDet
        + " to "
        + maxLogDet
        + ", its error "
        + maxLogDetError
        + ", sign changes "
        + signChanges
        + ", condition up to "
        + maxCondition;
  }
}
