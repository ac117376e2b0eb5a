package org.p4inv.core.p4;

/** What a merge did. */
public enum Merge {
  /** The perturbation was moved into the frozen state. */
  MERGED,
  /** The same, and the tracked inverse had drifted and was repaired. */
  MERGED_AND_REPAIRED,
  /** Refused: a parameter or the determinant is not finite, or the perturbed matrix is singular. */
  REFUSED_NOT_FINITE,
  /** Refused: the change of log|det| by this perturbation is out of its bounds. */
  REFUSED_CHANGE,
  /** Refused: log|det| of the perturbed matrix would leave its bounds. */
  REFUSED_LOG_DET;

  /** Whether the perturbation was moved into the frozen state. */
  public boolean merged() {
    return this == MERGED || this == MERGED_AND_REPAIRED;
  }
}
