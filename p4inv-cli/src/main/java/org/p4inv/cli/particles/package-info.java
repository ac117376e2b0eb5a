/** Particles whose truth is not known: replica exchange against a long run of other chains. */
package org.p4inv.cli.particles;
