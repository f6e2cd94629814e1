/** The life of a sweep: its pages, what they change, and the receipt of how it went. */
package io.contactroutes.sweep;
