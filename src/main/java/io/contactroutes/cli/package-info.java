/** The command line: one class for each command, what it prints, and its exit code. */
package io.contactroutes.cli;
