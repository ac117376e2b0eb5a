/**
 * What P4Inv is compared with: the same training step in plain loops, and the two usual ways to
 * train a dense invertible linear map, built on the engine's kernels.
 */
package org.p4inv.bench.baseline;
