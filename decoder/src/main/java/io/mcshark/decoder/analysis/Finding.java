package io.mcshark.decoder.analysis;

import java.util.ArrayList;
import java.util.List;

/** A rule that was met, about one thing (a stream, a host, a group): how often, where, and what is said about it. */
public final class Finding {
    /** The most frames named as evidence. */
    static final int MOST_EVIDENCE = 5;

    private final Rule rule;
    private final Severity severity;
    private String about = "";
    private String text = "";
    private final long firstNanos;
    private long lastNanos;
    private long reportedNanos;
    private long count;
    private long reported;
    private final List<Long> frames = new ArrayList<>(1);
    private long lastFrame;

    Finding(Rule rule, Severity severity, long nanos) {
        this.rule = rule;
        this.severity = severity;
        this.firstNanos = nanos;
    }

    /** Counts one more; whether it is to be told: the first, and the first after a pause of {@code pause}. */
    boolean met(long nanos, long frame, long pause) {
        count++;
        lastNanos = nanos;
        if (frame > 0) {
            lastFrame = frame;
            if (frames.size() < MOST_EVIDENCE && (frames.isEmpty() || frames.getLast() != frame)) {
                frames.add(frame);
            }
        }
        if (count > 1 && nanos - reportedNanos < pause) {
            return false;
        }
        reportedNanos = nanos;
        reported++;
        return true;
    }

    /** Says what it is about and what was seen. */
    public void say(String about, String text) {
        this.about = about;
        this.text = text;
    }

    public Rule rule() {
        return rule;
    }

    public Severity severity() {
        return severity;
    }

    /** What it is about: {@code 10.0.0.1 > 239.1.1.1:5004}. */
    public String about() {
        return about;
    }

    /** What was seen, one sentence without the rule's reasons. */
    public String text() {
        return text;
    }

    /** Nanoseconds since 1970. */
    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }

    /** How often it was met. */
    public long count() {
        return count;
    }

    /** How many of these were not told one by one: they followed too soon. */
    public long suppressed() {
        return count - reported;
    }

    /** The first frames that met it; none for what no frame shows, an absence. */
    public List<Long> frames() {
        return List.copyOf(frames);
    }

    /** The last frame that met it; 0 for none. */
    public long lastFrame() {
        return lastFrame;
    }
}
