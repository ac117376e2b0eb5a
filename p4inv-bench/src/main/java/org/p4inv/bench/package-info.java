/** Benchmarks. */
package org.p4inv.bench;
