package org.p4inv.bench.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What one entrant did.
 *
 * @param label of the entrant
 * @param request its case, as a line of the protocol
 * @param seconds of an operation, in each round; empty if it was skipped
 * @param median of the seconds; null if it was skipped
 * @param ratio the median, over the rounds, of its seconds divided by those of the first entrant in
 *     the same round: how many times slower it is; null if one of the two was skipped
 * @param detail what it said of its results
 * @param skipped why there are no seconds, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntrantResult(
    String label,
    String request,
    List<Double> seconds,
    Double median,
    Double ratio,
    JsonNode detail,
    String skipped) {}
