/** The page of {@code p4inv report}. */
package org.p4inv.cli.report;
