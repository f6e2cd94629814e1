package io.contactroutes.bench;

/** A way to bring a list of contacts into Kafka. */
interface Contender {

    /**
     * Walks the list once. What can be opened beforehand (clients, routes) is opened before the meter starts.
     *
     * @param meter is started at the sweep's begin and stopped when the last record is acknowledged
     * @return how many contacts were read
     */
    long sweep(Order order, Meter meter) throws Exception;

    static Contender named(String name) {
        return switch (name) {
            case "floor" -> new Floor();
            case "naive" -> new NaiveCamel();
            case "bundle" -> new ShippedBundle();
            default -> throw new IllegalArgumentException("No contender is called " + name);
        };
    }
}
