package org.p4inv.flows.train;

/** Training met non-finite losses or gradients many times in a row; the last good state is kept. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(String message) {
    super(message);
  }
}
