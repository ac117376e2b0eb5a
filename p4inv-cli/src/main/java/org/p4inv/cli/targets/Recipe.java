package org.p4inv.cli.targets;

import java.util.function.LongConsumer;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.energy.Energy;

/** A way from an energy to a generator. It asks the energy for its values and gradients alone. */
interface Recipe {

  /**
   * What came of it.
   *
   * @param chainCalls points at which chains evaluated the energy
   * @param trainingCalls points at which the training evaluated it
   */
  record Outcome(BoltzmannGenerator generator, long chainCalls, long trainingCalls) {}

  /**
   * Trains a generator. The outcome does not depend on the workers.
   *
   * @param listener is told the number of each step that is done, from 1
   */
  Outcome train(Energy energy, int steps, long seed, Workers workers, LongConsumer listener);
}
