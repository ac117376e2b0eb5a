package org.p4inv.bench.baseline;

import java.util.function.DoubleSupplier;

/**
 * The floor: training of one P4Inv layer of rank one, y = (A + u v^T) x + b, as one writes it in an
 * afternoon. Arrays of rows, plain loops, points one after the other; inverse and determinant of W
 * = A + u v^T come from an LU decomposition in every step.
 *
 * <p>Loss: mean of |y|^2 / 2 over the batch - log|det W| + 0.1 * penalty; the penalty and its
 * bounds are those of {@code LogDetBounds.forDimension}. Adam of rate 1e-3; a merge after every
 * tenth step. Cost of a step: batch * d^2 + 4/3 d^3 multiply-adds, in double precision.
 */
public final class NaiveP4Inv {
  private static final double RATE = 1e-3;
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double PENALTY_WEIGHT = 0.1;
  private static final int MERGE_INTERVAL = 10;
  private static final double SLACK = 0.5;
  private static final double MIN_CHANGE = -2;
  private static final double MAX_CHANGE = 15;

  private final int d;
  private final double[][] x;
  private final DoubleSupplier normal;
  private double[][] a;
  private double logDetA;
  private final Vector u;
  private final Vector v;
  private final Vector b;
  private int step;

  /** A trained vector with its gradient and the moments and step count of Adam. */
  private static final class Vector {
    final double[] value;
    final double[] gradient;
    final double[] mean;
    final double[] square;
    int steps;

    Vector(int d) {
      value = new double[d];
      gradient = new double[d];
      mean = new double[d];
      square = new double[d];
    }

    void clearMoments() {
      for (int i = 0; i < value.length; i++) {
        mean[i] = 0;
        square[i] = 0;
      }
      steps = 0;
    }

    void update() {
      steps++;
      double meanCorrection = 1 - Math.pow(BETA_1, steps);
      double squareCorrection = 1 - Math.pow(BETA_2, steps);
      for (int i = 0; i < value.length; i++) {
        double g = gradient[i];
        mean[i] = BETA_1 * mean[i] + (1 - BETA_1) * g;
        square[i] = BETA_2 * square[i] + (1 - BETA_2) * g * g;
        double root = Math.sqrt(square[i] / squareCorrection);
        value[i] -= RATE * (mean[i] / meanCorrection) / (root + EPSILON);
      }
    }
  }

  /**
   * A layer that starts as the identity.
   *
   * @param x the batch of all steps, {@code [points][d]}. Kept, not modified.
   * @param normal draws the standard normal numbers of v, at the start and after each merge
   */
  public NaiveP4Inv(double[][] x, DoubleSupplier normal) {
    this.d = x[0].length;
    this.x = x;
    this.normal = normal;
    a = new double[d][d];
    for (int i = 0; i < d; i++) {
      a[i][i] = 1;
    }
    u = new Vector(d);
    v = new Vector(d);
    b = new Vector(d);
    restart();
  }

  private void restart() {
    for (int i = 0; i < d; i++) {
      u.value[i] = 0;
      v.value[i] = normal.getAsDouble();
    }
    v.clearMoments();
  }

  /**
   * One step, with its merge if one is due.
   *
   * @return the loss before the step
   */
  public double step() {
    double[][] w = perturbed();
    double[][] inverse = new double[d][d];
    double logDet = invert(w, inverse);
    double change = logDet - logDetA;
    double changeExcess = excess(change, MIN_CHANGE, MAX_CHANGE);
    double logDetExcess = logDetExcess(logDet);
    double loss = dataLoss() - logDet;
    loss += PENALTY_WEIGHT * (changeExcess * changeExcess + logDetExcess * logDetExcess);
    addLogDetGradient(inverse, 2 * PENALTY_WEIGHT * (changeExcess + logDetExcess) - 1);
    u.update();
    v.update();
    b.update();
    step++;
    if (step % MERGE_INTERVAL == 0) {
      merge();
    }
    return loss;
  }

  /** W = A + u v^T. */
  private double[][] perturbed() {
    double[][] w = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        w[i][j] = a[i][j] + u.value[i] * v.value[j];
      }
    }
    return w;
  }

  /** Mean of |y|^2 / 2 over the batch; starts the gradients of u, v and b with its own. */
  private double dataLoss() {
    for (int i = 0; i < d; i++) {
      u.gradient[i] = 0;
      v.gradient[i] = 0;
      b.gradient[i] = 0;
    }
    double loss = 0;
    double[] y = new double[d];
    for (double[] point : x) {
      double vx = dot(v.value, point);
      double uy = 0;
      for (int i = 0; i < d; i++) {
        y[i] = dot(a[i], point) + u.value[i] * vx + b.value[i];
        loss += 0.5 * y[i] * y[i] / x.length;
        uy += u.value[i] * y[i];
      }
      for (int i = 0; i < d; i++) {
        u.gradient[i] += y[i] * vx / x.length;
        v.gradient[i] += point[i] * uy / x.length;
        b.gradient[i] += y[i] / x.length;
      }
    }
    return loss;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** d log|det W| / du = W^-T v and d log|det W| / dv = W^-1 u. */
  private void addLogDetGradient(double[][] inverse, double factor) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        u.gradient[j] += factor * inverse[i][j] * v.value[i];
        v.gradient[i] += factor * inverse[i][j] * u.value[j];
      }
    }
  }

  /** A = A + u v^T, unless log|det| would leave its bounds. */
  private void merge() {
    double[][] w = perturbed();
    double logDet = invert(w, new double[d][d]);
    double change = logDet - logDetA;
    boolean sane =
        Math.abs(excess(change, MIN_CHANGE, MAX_CHANGE)) <= SLACK
            && Math.abs(logDetExcess(logDet)) <= SLACK;
    if (sane) {
      a = w;
      logDetA = logDet;
      restart();
    }
  }

  private double logDetExcess(double logDet) {
    double room = 2.0 * (d - 1);
    return excess(logDet, MIN_CHANGE - room, MAX_CHANGE + room);
  }

  private static double excess(double value, double min, double max) {
    return Math.min(value - min, 0) + Math.max(value - max, 0);
  }

  /**
   * Inverts a matrix by LU decomposition with partial pivoting.
   *
   * @param matrix {@code [d][d]}. Not modified.
   * @param inverse {@code [d][d]}, zero at entry, the inverse at return
   * @return log|det| of the matrix
   */
  private double invert(double[][] matrix, double[][] inverse) {
    double[][] lu = new double[d][];
    for (int i = 0; i < d; i++) {
      lu[i] = matrix[i].clone();
      inverse[i][i] = 1;
    }
    double logDet = 0;
    for (int k = 0; k < d; k++) {
      int best = k;
      for (int i = k + 1; i < d; i++) {
        if (Math.abs(lu[i][k]) > Math.abs(lu[best][k])) {
          best = i;
        }
      }
      swap(lu, k, best);
      swap(inverse, k, best);
      logDet += Math.log(Math.abs(lu[k][k]));
      for (int i = k + 1; i < d; i++) {
        lu[i][k] /= lu[k][k];
        for (int j = k + 1; j < d; j++) {
          lu[i][j] -= lu[i][k] * lu[k][j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < i; k++) {
        subtract(lu[i][k], inverse[k], inverse[i]);
      }
    }
    for (int i = d - 1; i >= 0; i--) {
      for (int k = i + 1; k < d; k++) {
        subtract(lu[i][k], inverse[k], inverse[i]);
      }
      for (int j = 0; j < d; j++) {
        inverse[i][j] /= lu[i][i];
      }
    }
    return logDet;
  }

  private static void subtract(double factor, double[] from, double[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] -= factor * from[j];
    }
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] saved = rows[i];
    rows[i] = rows[j];
    rows[j] = saved;
  }
}
