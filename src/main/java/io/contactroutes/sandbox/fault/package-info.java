/**
 * Makes a provider of the sandbox misbehave: a {@link io.contactroutes.sandbox.fault.FaultScript} decides for each call which
 * {@link io.contactroutes.sandbox.fault.Fault} replaces the honest response.
 */
package io.contactroutes.sandbox.fault;
