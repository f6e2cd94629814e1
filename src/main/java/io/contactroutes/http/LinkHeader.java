package io.contactroutes.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/** Reads the link to the next page from {@code Link} headers (RFC 8288). */
public final class LinkHeader {

    private static final Pattern ADDRESS = Pattern.compile("<([^>]*)>");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*;\\s*([^\\s=;,\"]*)\\s*(?:=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\\s;,\"]*)))?\\s*");
    private static final Pattern UNREADABLE_NEXT =
            Pattern.compile(";\\s*rel\\s*=\\s*\"?[^\";,]*\\bnext\\b", Pattern.CASE_INSENSITIVE);

    private LinkHeader() {}

    /**
     * The address of the next page.
     *
     * @param lines the values of the header, each with any number of links
     * @param base the address of the request, which a relative address is resolved against
     * @return null when there is no link to a next page. A link that cannot be read is returned as it is: no request can be
     *     sent to it, so that it is not taken for the end of the list
     */
    public static String next(List<String> lines, String base) {
        for (String line : lines) {
            Matcher address = ADDRESS.matcher(line);
            int end = 0;
            while (address.find(end)) {
                Matcher parameter = PARAMETER.matcher(line).region(address.end(), line.length());
                boolean isNext = isNext(parameter);
                end = parameter.regionStart();
                if (isNext) {
                    return resolved(base, address.group(1).strip());
                }
            }
            if (UNREADABLE_NEXT.matcher(line).region(end, line.length()).find()) {
                return line.substring(end);
            }
        }
        return null;
    }

    /** Reads the parameters of a link; the region begins behind them afterwards. The first {@code rel} of a link counts. */
    private static boolean isNext(Matcher parameter) {
        String relations = null;
        boolean isOfOther = false;
        while (parameter.lookingAt()) {
            if (parameter.group(1).equalsIgnoreCase("rel") && relations == null) {
                relations = String.valueOf(parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
            }
            isOfOther |= parameter.group(1).equalsIgnoreCase("anchor");
            parameter.region(parameter.end(), parameter.regionEnd());
        }
        return relations != null
                && !isOfOther
                && Arrays.stream(relations.strip().split("\\s+")).anyMatch("next"::equalsIgnoreCase);
    }

    /** {@link URI#resolve} drops the last part of the path before a query, and takes a path for a part of the host. */
    private static String resolved(String base, String reference) {
        String text = UnsafeUriCharactersEncoder.encodeHttpURI(reference.replaceFirst("#.*", ""));
        try {
            URI relative = new URI(text);
            if (relative.isAbsolute()) {
                return text;
            }
            if (text.isEmpty() || text.startsWith("?")) {
                return base.replaceFirst("\\?.*", "") + text;
            }
            URI request = new URI(base);
            return (request.getRawPath().isEmpty() ? request.resolve("/") : request)
                    .resolve(relative)
                    .toString();
        } catch (URISyntaxException e) {
            return reference;
        }
    }
}
