package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.p4.InvertiblePerturbation;
import org.p4inv.core.p4.LogDetBounds;
import org.p4inv.core.p4.Merge;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** The tracked inverse of a d x d matrix: prepared, merged, probed and repaired. */
public class PerturbationBenchmark extends Averages {
  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024", "2048"})
  public int d;

  private final RandomStream random = new RandomStream(1, Domain.APPLICATION);
  private InvertiblePerturbation perturbation;

  /** Starts from the identity. */
  @Setup
  public void start() {
    float[] parameters = new float[InvertiblePerturbation.parameterCount(d, 1)];
    double[] frozen = new double[InvertiblePerturbation.frozenCount(d)];
    perturbation =
        new InvertiblePerturbation(d, 1, parameters, 0, frozen, 0, LogDetBounds.forDimension(d));
    int[] identity = new int[d];
    for (int i = 0; i < d; i++) {
      identity[i] = i;
    }
    perturbation.start(identity, random);
  }

  /** After a step: A^-1 u and v^T A^-1. */
  @Benchmark
  public double prepare() {
    perturbation.prepare();
    return perturbation.logDet();
  }

  /** A merge with its probe; u = 0 costs as much as any other. */
  @Benchmark
  public Merge merge() {
    return perturbation.merge(random);
  }

  /** The drift seen by one random vector. */
  @Benchmark
  public double probe() {
    return perturbation.probe(random);
  }

  /** One Newton-Schulz step, which a clean inverse takes too. */
  @Benchmark
  public double repair() {
    perturbation.repair();
    return perturbation.logDet();
  }
}
