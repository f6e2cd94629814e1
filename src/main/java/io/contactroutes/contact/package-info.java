/**
 * From a provider's contact to the canonical one: a provider's JSLT mapping, the functions it calls, the canonical form,
 * the schema, the bytes and their hash. {@link io.contactroutes.contact.ContactMapper} is the way in and reads like the
 * list above.
 */
package io.contactroutes.contact;
