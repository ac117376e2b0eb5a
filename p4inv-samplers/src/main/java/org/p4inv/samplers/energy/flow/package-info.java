/** Energies made of flows: a target seen from the base space of a flow, and -ln q of a flow. */
package org.p4inv.samplers.energy.flow;
