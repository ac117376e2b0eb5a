/** Energies in two dimensions. */
package org.p4inv.samplers.energy.plane;
