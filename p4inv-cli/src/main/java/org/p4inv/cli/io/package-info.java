/** What the commands read and write: folders, JSON, points as text, lines for people. */
package org.p4inv.cli.io;
