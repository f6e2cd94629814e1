/**
 * Plays the providers' contact lists on loopback, for the {@code sandbox} command, for tests and for benchmarks.
 *
 * <p>{@link io.contactroutes.sandbox.ProviderDouble} serves accounts and {@link io.contactroutes.sandbox.ProviderApi} defines
 * how a provider responds; what the accounts hold is in {@code list}, how a provider misbehaves in {@code fault}.
 */
package io.contactroutes.sandbox;
