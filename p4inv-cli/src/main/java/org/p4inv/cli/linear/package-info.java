/** The linear problem: one P4Inv layer from the identity to its negative. */
package org.p4inv.cli.linear;
