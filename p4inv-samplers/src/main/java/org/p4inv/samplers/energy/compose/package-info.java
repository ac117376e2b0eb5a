/** Energies made of other energies. */
package org.p4inv.samplers.energy.compose;
