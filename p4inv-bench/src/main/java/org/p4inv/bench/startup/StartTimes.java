package org.p4inv.bench.startup;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How soon work begins, and ends, in seconds.
 *
 * @param firstStep from {@code java} to the end of the first training step of the double well
 * @param training from {@code java} to the end of the default training: model, result and picture
 *     written
 * @param torchImport {@code python3 -c "import torch"}; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartTimes(double firstStep, double training, Double torchImport) {}
