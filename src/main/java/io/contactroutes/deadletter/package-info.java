/** Sets contacts aside that cannot be mapped or are not valid, each once and with its reason. */
package io.contactroutes.deadletter;
