package org.p4inv.flows.train;

/**
 * The numbers at which loss and gradient were last finite. The frozen ones are copied only after a
 * merge may have changed them.
 */
final class LastGoodState {
  private final float[] parameters;
  private final double[] frozen;
  private boolean frozenStale = true;
  private boolean saved;

  LastGoodState(int parameterCount, int frozenCount) {
    parameters = new float[parameterCount];
    frozen = new double[frozenCount];
  }

  void frozenChanged() {
    frozenStale = true;
  }

  /** Begins to save: copies the frozen numbers, if they changed. */
  void begin(double[] currentFrozen) {
    saved = true;
    if (frozenStale) {
      System.arraycopy(currentFrozen, 0, frozen, 0, frozen.length);
      frozenStale = false;
    }
  }

  /** Copies a range of the parameters; when all ranges are, the state is saved. */
  void save(float[] currentParameters, int from, int to) {
    System.arraycopy(currentParameters, from, parameters, from, to - from);
  }

  /** Brings the saved numbers back; without any the current ones were never good nor changed. */
  void restore(float[] currentParameters, double[] currentFrozen) {
    if (!saved) {
      return;
    }
    System.arraycopy(parameters, 0, currentParameters, 0, parameters.length);
    System.arraycopy(frozen, 0, currentFrozen, 0, frozen.length);
  }
}
