package org.p4inv.bench.compare;

import org.p4inv.bench.cases.CaseRequest;

/**
 * One line of a comparison: a contender with the case it runs.
 *
 * @param label for people, unique in its comparison
 * @param contender who
 * @param request what
 */
public record Entrant(String label, ContenderSpec contender, CaseRequest request) {}
