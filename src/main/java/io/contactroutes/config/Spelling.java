package io.contactroutes.config;

import java.util.Collection;
import java.util.Comparator;

/** Suggests a known name in place of one that does not exist. */
public final class Spelling {

    private Spelling() {}

    /** Returns a part of a sentence: the nearest of the known names when one is near, else all of them. */
    public static String suggestion(String written, Collection<String> known) {
        if (known.isEmpty()) {
            return "none exists.";
        }
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .filter(name -> distance(written, name) <= Math.min(3, written.length() / 2))
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "it can be one of " + String.join(", ", known) + ".");
    }

    /** Returns the Levenshtein distance, ignoring case. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int best = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[b.length()];
    }
}
