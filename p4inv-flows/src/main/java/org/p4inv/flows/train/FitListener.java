package org.p4inv.flows.train;

/** Is told how a training goes, and may end it. */
@FunctionalInterface
public interface FitListener {

  /** Is told after every epoch, on the thread that trains. */
  void onEpoch(FitProgress progress);

  /** Whether the training shall end now; asked on the thread that trains, before every step. */
  default boolean cancelled() {
    return false;
  }
}
