/** Records, and publications of them: what the routes {@code publish-*} call. A publication is published whole or fails whole. */
package io.contactroutes.sink;
