/** Energies in any number of dimensions. */
package org.p4inv.samplers.energy.space;
