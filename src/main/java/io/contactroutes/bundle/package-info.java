/**
 * Adds the bundle to a Camel context: {@link io.contactroutes.bundle.ContactRoutesPlugin} in any runtime, {@link
 * io.contactroutes.bundle.Bundle} for the commands. Checks settings, accounts and routes, and makes the beans that routes call.
 */
package io.contactroutes.bundle;
