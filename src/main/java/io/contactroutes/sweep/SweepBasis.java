package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import java.time.Instant;
import java.util.Map;

/**
 * What a sweep of an account begins with.
 *
 * @param setAside the known dead letters of the account: notes by contact
 * @param deadline until when it has to have ended
 * @param claims the contacts that pages in flight of the account hold
 */
public record SweepBasis(Account account, Map<String, String> setAside, Instant deadline, ClaimedContacts claims) {}
