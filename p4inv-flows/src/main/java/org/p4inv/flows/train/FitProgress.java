package org.p4inv.flows.train;

import org.p4inv.flows.Flow;

/**
 * Where a {@link MaximumLikelihood} training stands after an epoch.
 *
 * @param epoch the one that ended
 * @param epochs that there are at most
 * @param best whether it is the best so far
 * @param flow as it is after the epoch; looking at it does not change the training
 */
public record FitProgress(Epoch epoch, int epochs, boolean best, Flow flow) {}
