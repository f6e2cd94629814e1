/** Loads changed files into a running bundle. */
package io.contactroutes.reload;
