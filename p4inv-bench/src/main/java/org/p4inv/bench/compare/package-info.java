/** Comparison with other implementations, side by side: the protocol, its two ends, the rounds. */
package org.p4inv.bench.compare;
