/** What exact truths are made of: envelopes, half planes, checks. Not exported. */
package org.p4inv.samplers.energy.exact;
