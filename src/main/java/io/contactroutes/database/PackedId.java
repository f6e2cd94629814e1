package io.contactroutes.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Writes an id of a provider as bytes: hexadecimal digits and UUIDs, which many servers give, two digits in one byte, all others
 * in UTF-8. The first byte distinguishes them, as no UTF-8 has it. PostgreSQL keeps each id twice, in the table and in its key.
 */
final class PackedId {

    private static final byte DIGITS = (byte) 0xFF;
    private static final byte UUID = (byte) 0xFE;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern OF_DIGITS = Pattern.compile("([0-9a-f]{2}){8,}");
    private static final Pattern OF_UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private PackedId() {}

    /** Returns the bytes of an id; two ids never have the same. */
    static byte[] of(String id) {
        if (OF_DIGITS.matcher(id).matches()) {
            return packed(DIGITS, id);
        }
        return OF_UUID.matcher(id).matches() ? packed(UUID, id.replace("-", "")) : id.getBytes(UTF_8);
    }

    private static byte[] packed(byte kind, String digits) {
        return ByteBuffer.allocate(1 + digits.length() / 2)
                .put(kind)
                .put(HEX.parseHex(digits))
                .array();
    }

    /** Returns the id that has these bytes. */
    static String text(byte[] packed) {
        return switch (packed.length == 0 ? 0 : packed[0]) {
            case DIGITS -> digits(packed);
            case UUID -> digits(packed).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
            default -> new String(packed, UTF_8);
        };
    }

    private static String digits(byte[] packed) {
        return HEX.formatHex(packed, 1, packed.length);
    }
}
