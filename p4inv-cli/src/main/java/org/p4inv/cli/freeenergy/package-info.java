/** Free energies along a double well by the protocol of Wu, Koehler and Noe. */
package org.p4inv.cli.freeenergy;
