/** Adds to Camel's HTTP component what it lacks: limits on a response in time, size and depth, and the meaning of its headers. */
package io.contactroutes.http;
