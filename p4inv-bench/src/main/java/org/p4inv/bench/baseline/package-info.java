/**
 * What P4Inv is compared with where nothing else is at hand: the same training step in plain loops.
 */
package org.p4inv.bench.baseline;
