/**
 * Compiles and evaluates JSLT with the functions that mappings call: text, times, e-mail addresses and phones.
 *
 * <p>{@link io.contactroutes.jslt.Jslt} is the way in, {@link io.contactroutes.jslt.ContactFunctions} lists the functions,
 * and a {@link io.contactroutes.jslt.MappingException} names file, line and column of an error.
 */
package io.contactroutes.jslt;
