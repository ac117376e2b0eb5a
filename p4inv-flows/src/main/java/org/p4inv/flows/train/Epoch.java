package org.p4inv.flows.train;

/**
 * What one epoch of a {@link MaximumLikelihood} training came to.
 *
 * @param number counted from 1
 * @param steps done, from the start of the training
 * @param learningRate of the last step
 * @param trainingNll the mean of the negative log-likelihoods of its batches, each before its step,
 *     in nats; without those that were not finite
 * @param validationNll the negative log-likelihood of the validation points after the epoch, in
 *     nats; NaN where there are none
 * @param skippedSteps of this epoch, which changed nothing because loss or gradient was not finite
 */
public record Epoch(
    int number,
    long steps,
    double learningRate,
    double trainingNll,
    double validationNll,
    long skippedSteps) {}
