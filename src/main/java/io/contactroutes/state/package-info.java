/**
 * Defines what is stored between pages and sweeps: {@link io.contactroutes.state.State} and its values. Nothing here depends
 * on a database.
 */
package io.contactroutes.state;
