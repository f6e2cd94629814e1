/**
 * An embedded double of the providers' contact lists, on loopback: for the {@code sandbox} command, for tests and for
 * benchmarks.
 *
 * <p>{@link io.contactroutes.sandbox.ProviderDouble} serves accounts, {@link io.contactroutes.sandbox.ProviderApi} says how
 * a provider answers, {@link io.contactroutes.sandbox.ContactList} is what an account holds and may change while it is read,
 * {@link io.contactroutes.sandbox.SampleContacts} invents the people, and {@link io.contactroutes.sandbox.FaultScript} makes
 * a provider misbehave.
 */
package io.contactroutes.sandbox;
