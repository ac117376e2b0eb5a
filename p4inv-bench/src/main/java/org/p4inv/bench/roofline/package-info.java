/** What this machine can do at most: its arithmetic peak and its copies, as a roof over kernels. */
package org.p4inv.bench.roofline;
