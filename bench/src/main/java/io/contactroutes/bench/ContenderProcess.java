package io.contactroutes.bench;

/**
 * The process of one contender: takes orders from standard input, a line each, and answers each with a line. Ends when
 * standard input does, and so with its parent, however that ends.
 */
public final class ContenderProcess {

    private ContenderProcess() {}

    public static void main(String[] args) throws Exception {
        Contender contender = Contender.named(args[0]);
        ParentLines lines = ParentLines.reading(System.in);
        Child.say("ready");
        while (true) {
            Child.say(answer(contender, Order.parse(lines.next())));
        }
    }

    private static String answer(Contender contender, Order order) {
        try {
            Meter meter = new Meter();
            Topic.make(order);
            long before = Topic.records(order);
            long contacts = contender.sweep(order, meter);
            return meter.measurement(contacts, Topic.records(order) - before).line();
        } catch (Exception e) {
            e.printStackTrace();
            return "failed: " + e;
        }
    }
}
