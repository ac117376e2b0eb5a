/**
 * Small tools of this module: sums in logarithms, values computed once, scratch that is lent. Not
 * exported.
 */
package org.p4inv.samplers.math;
