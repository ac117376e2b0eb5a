package org.p4inv.bench.compare;

import org.p4inv.bench.cases.CaseRequest;

/**
 * One line of a comparison: a contender with the case it runs.
 *
 * @param label for people, unique in its comparison
 * @param contender who
 * @param request what
 */
public record Entrant(String label, ContenderSpec contender, CaseRequest request) {

  /** The same under another label. */
  public Entrant labelled(String other) {
    return new Entrant(other, contender, request);
  }

  /** The same on two threads, which the label says. */
  public Entrant onTwoThreads() {
    return new Entrant(label + ", two threads", contender, request.with("threads", 2));
  }
}
