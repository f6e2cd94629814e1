/**
 * Makes the canonical contact of a provider's: mapping, canonical form, schema, bytes and their hash.
 *
 * <p>{@link io.contactroutes.contact.ContactMapper} is the way in and takes these steps in this order.
 */
package io.contactroutes.contact;
