/** One training from the command line: progress, result, picture and report. */
package org.p4inv.cli.train;
