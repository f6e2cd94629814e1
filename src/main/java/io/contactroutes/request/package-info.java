/**
 * The request step: sends one request to a provider within the host's rate limit, tries it again, and reads its answer as
 * JSON within limits. It knows accounts and settings, but nothing of sweeps: who asks is a {@link
 * io.contactroutes.request.RequestOwner}.
 */
package io.contactroutes.request;
