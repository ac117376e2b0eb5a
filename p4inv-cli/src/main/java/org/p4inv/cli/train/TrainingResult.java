package org.p4inv.cli.train;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.p4inv.samplers.boltzmann.Evaluation.StateShare;
import org.p4inv.samplers.estimate.Estimate;

/**
 * The content of {@code result.json}, with snake_case names there. A number that is NaN or absent
 * is not known, and null in the file.
 *
 * @param energy its name
 * @param constants of the energy
 * @param seed of everything random
 * @param threads that trained; they do not change the result
 * @param kernels what {@link org.p4inv.core.kernel.Kernels#describe} says
 * @param jdk version of the Java runtime
 * @param steps of training
 * @param batch points a step
 * @param trainSeconds wall time of the training with its progress
 * @param firstStepSeconds from the start of the JVM to the end of the first step
 * @param pointsPerSecond steps times batch by trainSeconds
 * @param nonFiniteLosses steps that changed nothing because their loss was not finite
 * @param samples that the numbers below rest on
 * @param reverseEss effective sample size of samples of the flow, as a fraction
 * @param forwardEss the same seen from samples of the target, where they can be drawn
 * @param logZ ln Z
 * @param freeEnergy ln(P_1 / P_0) of the first two states in kT, or null
 * @param states with the share of the unweighted samples in each
 * @param parametersSha256 see {@link Fingerprint}
 */
public record TrainingResult(
    String energy,
    Map<String, Double> constants,
    long seed,
    int threads,
    String kernels,
    String jdk,
    int steps,
    int batch,
    double trainSeconds,
    double firstStepSeconds,
    double pointsPerSecond,
    long nonFiniteLosses,
    int samples,
    double reverseEss,
    OptionalDouble forwardEss,
    Estimate logZ,
    Estimate freeEnergy,
    List<StateShare> states,
    String parametersSha256) {}
