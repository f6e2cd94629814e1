package io.contactroutes.sandbox.list;

/**
 * Lists where invented contacts live: names in the script of the place, and phone numbers that reach no one.
 *
 * <p>Phone numbers of the United Kingdom, the United States, France and Sweden are from the ranges that their regulators
 * keep for films and examples: Ofcom "Telephone numbers for use in TV and radio drama programmes" (020 7946 0000 to 0999),
 * the North American Numbering Plan's 555-0100 to 555-0199, ARCEP's 01 99 00 00 00 to 99 99, PTS's 070-174 06 05 to 06 99.
 * For the other places no such range was found: theirs are runs of zeros, formally valid and plainly samples.
 */
public enum Locality {
    HONG_KONG(
            "HK",
            "852",
            "51000###",
            "Kowloon",
            "Hong Kong",
            names("大文", "嘉欣", "志明", "美玲", "家豪", "詠詩"),
            names("陳", "黃", "李", "張", "何", "梁"),
            names("chan", "wong", "lee", "cheung", "ho", "leung")),
    UNITED_KINGDOM(
            "GB",
            "44",
            "2079460###",
            "London",
            "United Kingdom",
            names("Tom", "Siân", "Zoë", "Oliver", "Niamh", "Amelia"),
            names("O’Connor", "Smith", "Brontë", "Taylor-Jones", "Ní Bhriain", "Walker"),
            names("oconnor", "smith", "bronte", "taylor-jones", "bhriain", "walker")),
    UNITED_STATES(
            "US",
            "1",
            "20255501##",
            "Washington",
            "United States",
            names("Candice", "José", "Renée", "Malik", "Grace", "Noah"),
            names("Matherson", "Peña", "D'Angelo", "van der Berg", "Nguyễn", "Johnson Jr."),
            names("matherson", "pena", "dangelo", "vanderberg", "nguyen", "johnson")),
    FRANCE(
            "FR",
            "33",
            "19900####",
            "Besançon",
            "France",
            names("Élodie", "Jérôme", "Chloé", "François", "Anaïs", "Loïc"),
            names("Lefèvre", "Garçon", "Noël", "Dupré", "Müller", "Hœnig"),
            names("lefevre", "garcon", "noel", "dupre", "muller", "hoenig")),
    SWEDEN(
            "SE",
            "46",
            "70174062#",
            "Malmö",
            "Sverige",
            names("Åsa", "Björn", "Märta", "Göran", "Élise", "Örjan"),
            names("Ångström", "Sjöberg", "Öberg", "Lindström", "Håkansson", "Ek"),
            names("angstrom", "sjoberg", "oberg", "lindstrom", "hakansson", "ek")),
    ISRAEL(
            "IL",
            "972",
            "500000###",
            "תל אביב",
            "ישראל",
            names("נועם", "שרה", "דוד", "תמר", "יוסף", "מאיה"),
            names("כהן", "לוי", "מזרחי", "פרץ", "בן דוד", "אברהם"),
            names("cohen", "levi", "mizrahi", "peretz", "bendavid", "avraham")),
    EMIRATES(
            "AE",
            "971",
            "500000###",
            "دبي",
            "الإمارات",
            names("محمد", "فاطمة", "خالد", "مريم", "عبد الله", "نورة"),
            names("الهاشمي", "المنصوري", "الحداد", "النجار", "بن زايد", "الشامسي"),
            names("alhashimi", "almansoori", "haddad", "najjar", "binzayed", "shamsi")),
    UKRAINE(
            "UA",
            "380",
            "500000###",
            "Київ",
            "Україна",
            names("Олена", "Андрій", "Софія", "Дмитро", "Ївга", "Ярослав"),
            names("Шевченко", "Коваленко", "Бондаренко", "Мельник", "Ткачук", "Зінов’єв"),
            names("shevchenko", "kovalenko", "bondarenko", "melnyk", "tkachuk", "zinoviev")),
    INDIA(
            "IN",
            "91",
            "8000000###",
            "मुंबई",
            "भारत",
            names("प्रिया", "अर्जुन", "दीपिका", "विक्रम", "ऋषि", "अनुष्का"),
            names("शर्मा", "पटेल", "सिंह", "गुप्ता", "अय्यर", "जोशी"),
            names("sharma", "patel", "singh", "gupta", "iyer", "joshi")),
    THAILAND(
            "TH",
            "66",
            "800000###",
            "กรุงเทพมหานคร",
            "ประเทศไทย",
            names("สมชาย", "มาลี", "อรุณี", "ธนพล", "พิมพ์ชนก", "วีระ"),
            names("ใจดี", "แสงทอง", "ศรีสุข", "ทองคำ", "รักไทย", "บุญมี"),
            names("jaidee", "saengthong", "srisuk", "thongkham", "rakthai", "boonmee"));

    private final String code;
    private final String callingCode;
    private final String phonePattern;
    private final String city;
    private final String country;
    private final String[] given;
    private final String[] surnames;
    private final String[] handles;

    Locality(
            String code,
            String callingCode,
            String phonePattern,
            String city,
            String country,
            String[] given,
            String[] surnames,
            String[] handles) {
        this.code = code;
        this.callingCode = callingCode;
        this.phonePattern = phonePattern;
        this.city = city;
        this.country = country;
        this.given = given;
        this.surnames = surnames;
        this.handles = handles;
    }

    private static String[] names(String... names) {
        return names;
    }

    String code() {
        return code;
    }

    String callingCode() {
        return callingCode;
    }

    String city() {
        return city;
    }

    String country() {
        return country;
    }

    String given(int choice) {
        return given[choice % given.length];
    }

    /** Returns a full name in the order and spacing of the place. */
    String fullName(String givenName, String surname) {
        return this == HONG_KONG ? surname + givenName : givenName + " " + surname;
    }

    String surname(int choice) {
        return surnames[choice % surnames.length];
    }

    /** Returns the surname in letters that fit an e-mail address. */
    String handle(int choice) {
        return handles[choice % handles.length];
    }

    /** Returns a national number, without the country code, with the lowest digits of the choice in its free places. */
    public String nationalNumber(int choice) {
        StringBuilder digits = new StringBuilder(phonePattern);
        int left = choice;
        for (int place = digits.length() - 1; place >= 0 && digits.charAt(place) == '#'; place--) {
            digits.setCharAt(place, (char) ('0' + left % 10));
            left /= 10;
        }
        return digits.toString();
    }
}
