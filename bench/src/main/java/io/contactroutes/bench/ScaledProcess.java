package io.contactroutes.bench;

import io.contactroutes.cli.ContactRoutes;

/** {@code contact-routes} with the arguments of this process. Ends when standard input does, and so with its parent. */
public final class ScaledProcess {

    private ScaledProcess() {}

    public static void main(String[] args) {
        ParentLines.reading(System.in);
        ContactRoutes.main(args);
    }
}
