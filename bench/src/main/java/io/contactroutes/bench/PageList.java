package io.contactroutes.bench;

/**
 * A list of contacts as it is served.
 *
 * @param pageSize contacts a page
 * @param latencyMillis how long each answer takes
 * @param contacts how many there are; a whole number of pages
 */
record PageList(int pageSize, int latencyMillis, int contacts) {

    static PageList parse(String text) {
        String[] parts = text.split(":");
        return new PageList(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return pageSize + ":" + latencyMillis + ":" + contacts;
    }
}
