package io.contactroutes.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Scheme, host and port of an address. A secret of one origin is sent to no other. */
public record Origin(String scheme, String host, int port) {

    /** Returns it as an address, with the port. */
    public String text() {
        return scheme + "://" + host + ":" + port;
    }

    /** Returns the origin of an http or https address; empty for any other text, and for an address that names a user. */
    public static Optional<Origin> of(String address) {
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean http = scheme.equals("http") || scheme.equals("https");
            if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
            return Optional.of(new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
