/** One walk through all pages of an account: the pages that workers take, its counters, and how it stops. */
package io.contactroutes.sweep;
