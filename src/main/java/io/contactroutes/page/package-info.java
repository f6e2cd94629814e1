/**
 * The steps of a page, called by {@code page.camel.yaml} in this order: validate it, skip contacts whose source is unchanged, map,
 * keep what changed, commit. {@link io.contactroutes.page.Page} is the message body between them.
 */
package io.contactroutes.page;
