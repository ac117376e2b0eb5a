/** How model files find the classes that they name. */
package org.p4inv.flows.registry;
