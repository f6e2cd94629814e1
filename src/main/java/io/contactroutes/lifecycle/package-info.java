/** Begins, resumes, gives up, fails and ends the sweeps of all accounts. */
package io.contactroutes.lifecycle;
