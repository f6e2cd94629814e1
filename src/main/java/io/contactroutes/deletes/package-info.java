/** Publishes tombstones of contacts that are no longer listed, and holds them when they are too many or not certain. */
package io.contactroutes.deletes;
