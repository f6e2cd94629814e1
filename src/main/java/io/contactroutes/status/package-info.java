/** What an operator sees of each account: whether it is fresh, how far its sweep is, and what is wrong. */
package io.contactroutes.status;
