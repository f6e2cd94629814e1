package io.contactroutes.state;

/** Reports that another process has taken over an account: nothing is wrong, and nothing is left to do for this one. */
public final class TakenOverException extends StateException {

    private static final long serialVersionUID = 1L;

    public TakenOverException() {
        super(
                "Another process has taken it over, as this one did not answer in time; it stores nothing more of this sweep.");
    }
}
