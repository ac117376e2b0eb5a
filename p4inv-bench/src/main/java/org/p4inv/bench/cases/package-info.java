/** The operations that are compared with other implementations, one class each. */
package org.p4inv.bench.cases;
