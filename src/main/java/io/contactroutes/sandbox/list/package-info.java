/**
 * Holds the contacts of an account of the sandbox, and cuts pages from them.
 *
 * <p>A test may change a {@link io.contactroutes.sandbox.list.ContactList} while it is read;
 * {@link io.contactroutes.sandbox.list.SampleContacts} invents the people.
 */
package io.contactroutes.sandbox.list;
