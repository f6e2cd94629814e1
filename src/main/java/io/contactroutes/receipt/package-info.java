/** Decides how a sweep ended, and writes its receipt for subscribers. */
package io.contactroutes.receipt;
