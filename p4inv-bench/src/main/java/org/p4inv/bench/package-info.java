/** Benchmarks: the command that runs them all. */
package org.p4inv.bench;
