package org.p4inv.samplers.boltzmann;

import java.util.function.Supplier;

/**
 * Where a training stands after a step.
 *
 * @param step steps done
 * @param steps steps in all
 * @param loss of the last step, see {@link ReverseKl}
 * @param batch points a step
 * @param generator a snapshot of the generator as it is now, made when asked for; looking at it
 *     does not change the training
 */
public record Progress(
    long step, long steps, double loss, int batch, Supplier<BoltzmannGenerator> generator) {}
