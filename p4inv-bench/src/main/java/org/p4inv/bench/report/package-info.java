/** Results as JSON, as Markdown, and as a section of the README. */
package org.p4inv.bench.report;
