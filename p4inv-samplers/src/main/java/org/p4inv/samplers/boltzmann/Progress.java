package org.p4inv.samplers.boltzmann;

import java.util.function.Supplier;

/**
 * Where a training stands after a step.
 *
 * @param step steps done
 * @param steps steps in all
 * @param loss of the last step, as the objective defines it
 * @param batch points a step
 * @param energy what was counted of the energy so far
 * @param generator a snapshot of the generator as it is now, made when asked for; looking at it
 *     does not change the training
 */
public record Progress(
    long step,
    long steps,
    double loss,
    int batch,
    EnergyCounts energy,
    Supplier<BoltzmannGenerator> generator) {}
