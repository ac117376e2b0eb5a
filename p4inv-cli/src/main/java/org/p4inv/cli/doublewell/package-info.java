/** The double well of Wu, Koehler and Noe by their protocol: free energies beside the exact one. */
package org.p4inv.cli.doublewell;
