/**
 * JMH benchmarks of the kernels, layers and operations, and of linear algebra libraries beside
 * them.
 */
package org.p4inv.bench.jmh;
