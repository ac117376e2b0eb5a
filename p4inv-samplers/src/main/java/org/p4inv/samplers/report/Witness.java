package org.p4inv.samplers.report;

/**
 * Points of the target that do not come from the flow: who can see what the flow leaves out.
 *
 * @param name what the points are
 * @param points of the target
 * @param doubt what is to be said against the witness, empty if nothing
 */
record Witness(String name, Points points, String doubt) {}
