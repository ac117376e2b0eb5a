package org.p4inv.flows.train;

/** Why a training ended. */
public enum StopReason {
  /** All epochs are done. */
  EPOCHS,
  /** The validation likelihood has not become better in as many epochs as the patience allows. */
  PATIENCE,
  /** The listener asked for it. */
  CANCELLED,
  /** Losses or gradients stayed non-finite. */
  DIVERGED
}
