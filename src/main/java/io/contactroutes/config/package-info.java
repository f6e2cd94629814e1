/** Reads and checks settings and accounts; a wrong one is refused with a sentence that names it. */
package io.contactroutes.config;
