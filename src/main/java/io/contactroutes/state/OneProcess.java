package io.contactroutes.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** As {@link Processes#ALONE}. */
final class OneProcess implements Processes {

    private static final Hold TAKEN = new Hold(true, null);

    @Override
    public boolean areSeveral() {
        return false;
    }

    @Override
    public String id() {
        return "";
    }

    @Override
    public void confirm(String id) {}

    @Override
    public Hold take(String account, Duration every, Turn turn, Consumer<String> fence) {
        return TAKEN;
    }

    @Override
    public void release(String account, boolean finished) {}

    @Override
    public void onLoss(Runnable lost) {}

    @Override
    public boolean isDue(String account, Duration every) {
        return false;
    }

    @Override
    public Load load(Map<String, Duration> every) {
        return new Load(Map.of(), 0, 1);
    }

    @Override
    public List<Member> members() {
        return List.of();
    }

    @Override
    public Place place(String host, Duration spacing) {
        return new Place(Duration.ZERO, Duration.ZERO);
    }

    @Override
    public void pause(String host, Duration pause) {}

    @Override
    public Map<String, Duration> pauses() {
        return Map.of();
    }
}
