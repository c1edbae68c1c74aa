package io.mcshark.cli.traffic;

import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import java.security.SecureRandom;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What {@code send} does wrong on purpose. */
final class FaultOptions {
    private static final int USUAL_BY = 3, MAX_BY = 10_000;

    @Option(
            names = "--lose",
            paramLabel = "P",
            converter = Share.class,
            description = "Leave out so many datagrams, by chance: 1%%, 0.01.")
    private double lose;

    @Option(names = "--duplicate", paramLabel = "P", converter = Share.class, description = "Send so many twice.")
    private double duplicate;

    @Option(
            names = "--reorder",
            paramLabel = "P[:BY]",
            description = "Hold so many back until BY later ones have gone (3).")
    private String reorder;

    @Option(
            names = "--jitter",
            paramLabel = "D",
            converter = Quantities.ToDuration.class,
            description = "Send each late by chance, by D at most; the order is kept.")
    private Duration jitter;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same number, the same faults; by default another each time, which is said.")
    private Long seed;

    @Option(
            names = "--ttl-sweep",
            paramLabel = "FROM-TO",
            description = "Give each datagram the next TTL, over and over: shows how far it is to where they end.")
    private String sweep;

    Faults.Settings settings() {
        double back = 0;
        int by = USUAL_BY;
        if (reorder != null) {
            String[] parts = reorder.split(":", 2);
            back = Share.parse(parts[0]);
            by = parts.length == 1 ? by : number(parts[1], 1, MAX_BY, "--reorder " + reorder + ": BY");
        }
        if (lose + duplicate + back > 1) {
            throw new UserError("send: --lose, --duplicate and --reorder are more than all datagrams together");
        }
        long chance = seed != null ? seed : new SecureRandom().nextInt(Integer.MAX_VALUE);
        return new Faults.Settings(lose, duplicate, back, by, jitter == null ? 0 : jitter.toNanos(), chance);
    }

    /** TTLs to send with in turn; null for always the same. */
    int[] sweep() {
        if (sweep == null) {
            return null;
        }
        if (reorder != null) {
            throw new UserError(
                    "send: --reorder does not go with --ttl-sweep: what is held back would leave with another's TTL");
        }
        String[] parts = sweep.split("-", 2);
        if (parts.length == 2) {
            int from = number(parts[0], 0, 255, "--ttl-sweep " + sweep + ":");
            int to = number(parts[1], 0, 255, "--ttl-sweep " + sweep + ":");
            if (from <= to) {
                int[] all = new int[to - from + 1];
                for (int i = 0; i < all.length; i++) {
                    all[i] = from + i;
                }
                return all;
            }
        }
        throw new UserError("--ttl-sweep " + sweep + " is no range of TTLs, as in 1-16");
    }

    private static int number(String digits, int from, int to, String what) {
        if (digits.matches("\\d{1,9}")) {
            int value = Integer.parseInt(digits);
            if (value >= from && value <= to) {
                return value;
            }
        }
        throw new UserError(what + " '" + digits + "' is outside " + from + " to " + to);
    }
}
