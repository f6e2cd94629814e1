package io.contactroutes.support;

import java.nio.file.Path;

/**
 * A bundle whose chatwoot takes the number of the next page for a cursor that only the provider knows, or for a part of an
 * address: so that the double serves a list of cursors or links that tests can change at will.
 */
public final class CursorChatwoot {

    private static final String FILE = "routes/providers/chatwoot.camel.yaml";
    private static final String NUMBER = "number(fallback(.meta.current_page, \"\"), 1) + 1";

    private CursorChatwoot() {}

    /** With {@code paging: cursor}. */
    public static BundleFolder cursor(Path home) {
        BundleFolder bundle = paging(home, "cursor", "if (.payload) \"\" + (" + NUMBER + ")");
        bundle.replace(FILE, "page=${variable.page}", "page=${variable.next}");
        return bundle;
    }

    /** With {@code paging: link}. */
    public static BundleFolder link(Path home) {
        String address = "\"{{url}}/api/v1/accounts/{{accountId}}/contacts?sort=\" + $order + \"&page=\"";
        BundleFolder bundle = paging(home, "link", "if (.payload) " + address + " + (" + NUMBER + ")");
        bundle.replace(FILE, """
                          - setHeader:
                              name: CamelHttpQuery
                              expression:
                                simple:
                                  expression: sort=${variable.order}&page=${variable.page}
                """, "");
        bundle.replace(FILE, """
                                constant:
                                  expression: "{{url}}/api/v1/accounts/{{accountId}}/contacts"
                """, """
                                language:
                                  language: jslt
                                  expression: >-
                                    if ($next) $next else ADDRESS + "1"
                """.replace("ADDRESS", address));
        return bundle;
    }

    private static BundleFolder paging(Path home, String paging, String next) {
        BundleFolder bundle = BundleFolder.withoutAccounts(home);
        bundle.replace(FILE, "      - name: parallelPages\n", """
                      - name: paging
                        description: How the list is walked
                        defaultValue: %s
                      - name: parallelPages
                """.formatted(paging));
        bundle.replace(FILE, "\"contacts\": .payload,", "\"contacts\": .payload, \"next\": " + next + ",");
        return bundle;
    }
}
