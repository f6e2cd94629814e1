/** The status page, and its API. */
package io.contactroutes.management;
