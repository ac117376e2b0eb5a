/**
 * Energies made of other energies: tempered, clipped, shifted, added, confined to a box, and the
 * path between two.
 */
package org.p4inv.samplers.energy.compose;
