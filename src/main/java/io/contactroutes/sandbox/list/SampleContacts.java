package io.contactroutes.sandbox.list;

import io.contactroutes.sandbox.list.SampleContact.Channel;
import io.contactroutes.sandbox.list.SampleContact.Flaw;
import io.contactroutes.sandbox.list.SampleContact.Name;
import io.contactroutes.sandbox.list.SampleContact.Place;
import io.contactroutes.sandbox.list.SampleContact.Presence;
import io.contactroutes.sandbox.list.SampleContact.Reach;
import io.contactroutes.sandbox.list.SamplePhone.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Invents contacts that look like those of a real inbox: many scripts, missing fields, odd phones. The same seed and number
 * always give the same contact, so that a million of them need no memory.
 *
 * <p>None is a real person: e-mail domains are those that RFC 2606 reserves, phone numbers are those of
 * {@link Locality}.
 */
public final class SampleContacts {

    /** Later than the creation of all contacts, and than the activity that they are invented with. */
    private static final Instant FIRST_ACTIVITY = Instant.parse("2035-01-01T00:00:00Z");

    /** With broken contacts on, one in this many has no usable id. */
    public static final int BROKEN_EVERY = 250;

    private static final int FIRST_BROKEN = 41;
    private static final long FIRST_CREATED =
            Instant.parse("2021-03-01T08:00:00Z").getEpochSecond();
    private static final int SECONDS_BETWEEN = 97;
    private static final Locality[] LOCALITIES = Locality.values();
    private static final Channel[] CHANNELS = Channel.values();
    private static final String[] DOMAINS = {"example.com", "example.org", "example.net", "shop.test", "mail.example"};
    private static final String[] LABELS = {
        "Paid", "Pending Payment", "VIP", "Needs a call", "Newsletter", "長期客戶", "לקוח חוזר", "✨ new"
    };
    private static final String[] TIERS = {"bronze", "silver", "gold"};

    private final long seed;
    private final String owner;
    private final boolean broken;

    /** Invents the contacts of an account; another name has others. */
    public SampleContacts(long seed, String accountName, boolean broken) {
        this.seed = mixed(mixed(seed) + accountName.hashCode());
        this.owner = "%08x".formatted((int) this.seed);
        this.broken = broken;
    }

    public SampleContact contact(long number) {
        return contact(ListedContact.fresh(number));
    }

    SampleContact contact(ListedContact listed) {
        long number = listed.number();
        SplittableRandom dice = new SplittableRandom(mixed(seed + number));
        Locality home = LOCALITIES[dice.nextInt(LOCALITIES.length)];
        int surname = dice.nextInt(6);
        Instant created =
                Instant.ofEpochSecond(FIRST_CREATED + number * SECONDS_BETWEEN, dice.nextInt(1000) * 1_000_000L);
        return new SampleContact(
                number,
                listed.revision(),
                owner,
                name(home, surname, dice),
                reach(home, surname, number, dice),
                chance(60, dice) ? new Place(home.city(), home.country(), home.code()) : null,
                labels(listed.revision(), dice),
                attributes(number, dice),
                chance(55, dice) ? 1 + dice.nextInt(9) : 0,
                created,
                presence(created, listed, dice),
                chance(2, dice),
                flaw(number));
    }

    private static boolean chance(int percent, SplittableRandom dice) {
        return dice.nextInt(100) < percent;
    }

    private static Name name(Locality home, int surname, SplittableRandom dice) {
        String plain = home.given(dice.nextInt(6));
        String given = chance(4, dice) ? "🌸 " + plain : plain;
        return chance(88, dice)
                ? new Name(given, home.surname(surname), home.fullName(given, home.surname(surname)))
                : new Name(given, null, given);
    }

    private static Reach reach(Locality home, int surname, long number, SplittableRandom dice) {
        String domain = DOMAINS[dice.nextInt(DOMAINS.length)];
        String email = chance(65, dice) ? home.handle(surname) + "." + number + "@" + domain : null;
        int draw = dice.nextInt(100);
        Channel channel = draw < 64 ? Channel.WHATSAPP : CHANNELS[1 + draw % (CHANNELS.length - 1)];
        SamplePhone phone = phone(home, channel, dice);
        return new Reach(email, phone, channel, platformId(channel, phone, email, dice));
    }

    private static SamplePhone phone(Locality home, Channel channel, SplittableRandom dice) {
        String national = home.nationalNumber(dice.nextInt(10_000));
        int draw = dice.nextInt(100);
        boolean byPhone = channel == Channel.WHATSAPP || channel == Channel.SMS;
        if (draw >= (byPhone ? 95 : 40)) {
            return null;
        }
        if (draw < 2) {
            return new SamplePhone(home.callingCode(), national.substring(0, 3), Form.SHORT);
        }
        return new SamplePhone(home.callingCode(), national, draw < 8 ? Form.TRUNK_ZERO : Form.VALID);
    }

    private static String platformId(Channel channel, SamplePhone phone, String email, SplittableRandom dice) {
        long id = dice.nextLong(100_000_000_000_000L, 1_000_000_000_000_000L);
        return switch (channel) {
            case WHATSAPP -> phone == null ? "GB." + id : phone.digits();
            case SMS -> phone == null ? "00000" : phone.plus();
            case FACEBOOK, INSTAGRAM -> "5" + id;
            case TELEGRAM -> String.valueOf(id).substring(0, 9);
            case EMAIL -> email == null ? "unknown@mail.example" : email;
            case WEBSITE -> "00000000-0000-4000-8000-" + String.valueOf(id).substring(0, 12);
        };
    }

    private static List<String> labels(int revision, SplittableRandom dice) {
        List<String> labels = new ArrayList<>(3);
        for (int count = dice.nextInt(3); count > 0; count--) {
            String label = LABELS[dice.nextInt(LABELS.length)];
            if (!labels.contains(label)) {
                labels.add(label);
            }
        }
        if (revision > 0) {
            labels.add("Follow-up " + revision);
        }
        return labels;
    }

    private static Map<String, Object> attributes(long number, SplittableRandom dice) {
        Map<String, Object> attributes = new LinkedHashMap<>(4);
        if (chance(70, dice)) {
            attributes.put("tier", TIERS[dice.nextInt(TIERS.length)]);
            attributes.put("orders", dice.nextInt(40));
        }
        if (chance(30, dice)) {
            attributes.put("customer_id", "C-" + (10_000 + number));
            attributes.put("newsletter", dice.nextBoolean());
        }
        return attributes;
    }

    /** Draws the same numbers for any activity, so that activity changes nothing else. */
    private static Presence presence(Instant created, ListedContact listed, SplittableRandom dice) {
        int activity = listed.activity();
        Instant drawn = created.plusSeconds(dice.nextInt(10_000_000));
        Instant seen = activity == 0 ? drawn : FIRST_ACTIVITY.plusSeconds(60L * listed.activeAt());
        boolean known = chance(80, dice) || activity > 0;
        boolean online = chance(5, dice) != (activity % 2 == 1);
        return new Presence(known ? seen : null, online);
    }

    private Flaw flaw(long number) {
        if (!broken || number % BROKEN_EVERY != FIRST_BROKEN) {
            return Flaw.NONE;
        }
        return number / BROKEN_EVERY % 2 == 0 ? Flaw.ID_IS_AN_OBJECT : Flaw.NO_ID;
    }

    /** Spreads neighbouring seeds, as SplitMix64 does. */
    private static long mixed(long value) {
        long spread = value + 0x9e3779b97f4a7c15L;
        spread = (spread ^ (spread >>> 30)) * 0xbf58476d1ce4e5b9L;
        spread = (spread ^ (spread >>> 27)) * 0x94d049bb133111ebL;
        return spread ^ (spread >>> 31);
    }
}
