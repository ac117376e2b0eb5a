/** Small tools of this module: sums in logarithms, values computed once. Not exported. */
package org.p4inv.samplers.math;
