package io.contactroutes.sweep;

import io.contactroutes.state.SeenContact;
import java.util.Collection;

/** The pages of a sweep that are in flight, among those of all sweeps of its account, and the contacts that they hold. */
public final class PagesInFlight {

    private final ClaimedContacts claims;
    private final int sign;

    /** @param sign -1 in a recent sweep, of which pages may be in flight beside those of a sweep of the whole list; else 1 */
    PagesInFlight(ClaimedContacts claims, int sign) {
        this.claims = claims;
        this.sign = sign;
    }

    /** A page is about to be asked for, or once more. */
    void asked(int page) {
        claims.asked(sign * page);
    }

    /** The answer with a page has arrived. */
    public void arrived(int page) {
        claims.arrived(sign * page);
    }

    /** Waits until no other page holds one of these contacts, then holds them all for this page. */
    public void claim(int page, Collection<String> ids) {
        claims.claim(sign * page, ids);
    }

    /** Returns whether a contact was published from a page that arrived after this one was asked for. */
    public boolean isOlder(int page, String id) {
        return claims.isOlder(sign * page, id);
    }

    /** These contacts of a page are published. */
    public void published(int page, Collection<SeenContact> contacts) {
        claims.published(sign * page, contacts.stream().map(SeenContact::id).toList());
    }

    /** Releases the contacts of a page that was committed or failed. */
    public void release(int page) {
        claims.release(sign * page);
    }
}
