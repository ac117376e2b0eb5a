package org.p4inv.core.random;

/** What random numbers are drawn for; streams of different domains never share a number. */
public enum Domain {
  /** Start values of parameters. */
  START(0),
  /** The points of a training step. */
  TRAINING(1),
  /** Samples that a user asks for. */
  SAMPLING(2),
  /** Evaluation during and after training. */
  EVALUATION(3),
  /** Fresh directions after a merge, and the vectors of the drift probe. */
  MERGE(4),
  /** Exact samples of a target. */
  TARGET(5),
  /** Whatever an application draws for itself. */
  APPLICATION(6),
  /** The order of given points in an epoch, and which of them are for validation. */
  ORDER(7),
  /** The moves of Markov chains. */
  CHAIN(8),
  /** What moves between chains: exchanges of replicas, resampling. */
  EXCHANGE(9);

  /**
   * Part of the address of a stream: a number that is given away is never used for another domain.
   */
  final int number;

  Domain(int number) {
    this.number = number;
  }
}
