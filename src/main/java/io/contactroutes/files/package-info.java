/** The files sink: each publication as a finished file, in the order of publishing, on disk. */
package io.contactroutes.files;
