/** Decides whether the state still fits the sink and the list of an account, so that its next sweep may build on it. */
package io.contactroutes.identity;
