package io.mcshark.decoder.analysis.members;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tables of RFC 3376, 6.4.1 and 6.4.2 (RFC 3810, 7.4.1 and 7.4.2), with sets that overlap in all ways. Timers are written as
 * what is left of them: GMI; LMQT; GT, what the group timer had; old, what a source's timer had; 0 for blocked.
 */
class RouterStateTest {
    private static final long NOW = 1_000_000, GMI = 260, LMQT = 2, GT = 100, OLD = 50;
    private static final RouterState.Times TIMES = new RouterState.Times(GMI, LMQT, true);

    /** Others who want the sources named, and all else when {@code any}. */
    private record Some(boolean any, String names) implements RouterState.Others {
        @Override
        public boolean wantAny() {
            return any;
        }

        @Override
        public boolean want(Address source) {
            return names.indexOf((char) (source.low() & 0xff)) >= 0;
        }
    }

    private static final Some NOBODY = new Some(false, "");

    private static Address source(char name) {
        return new Address(0, 0xffff_0a00_0000L | name);
    }

    private static List<Address> sources(String names) {
        return names.chars().mapToObj(c -> source((char) c)).toList();
    }

    private static Record record(String type, String names) {
        int number = 1
                + List.of("IS_IN", "IS_EX", "TO_IN", "TO_EX", "ALLOW", "BLOCK").indexOf(type);
        return new Record(number, sources(names));
    }

    /** INCLUDE (ab), or EXCLUDE (xz,yw). */
    private static RouterState state(String mode) {
        RouterState state = new RouterState(true, new Limits());
        RouterState.Times before = new RouterState.Times(OLD, LMQT, false);
        if (mode.equals("INCLUDE")) {
            state.take(record("IS_IN", "ab"), NOW, before, NOBODY);
        } else {
            state.take(record("IS_EX", "yw"), NOW, new RouterState.Times(GT, LMQT, false), NOBODY);
            state.take(record("ALLOW", "xz"), NOW, before, NOBODY);
        }
        return state;
    }

    private static String left(long timer) {
        return timer == Sources.BLOCKED
                ? "0"
                : switch ((int) (timer - NOW)) {
                    case (int) GMI -> "GMI";
                    case (int) LMQT -> "LMQT";
                    case (int) GT -> "GT";
                    case (int) OLD -> "old";
                    default -> "?" + (timer - NOW);
                };
    }

    private static String text(RouterState state) {
        TreeMap<Character, String> sources = new TreeMap<>();
        state.sources()
                .addresses()
                .forEach(a -> sources.put(
                        (char) (a.low() & 0xff), left(state.sources().timer(a))));
        String list = sources.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
        return ((state.isExclude() ? "EXCLUDE " + left(state.groupTimer()) : "INCLUDE") + " " + list).strip();
    }

    @ParameterizedTest
    @CsvSource({
        "INCLUDE, IS_IN, bc, INCLUDE a=old b=GMI c=GMI",
        "INCLUDE, IS_EX, bc, EXCLUDE GMI b=old c=0",
        "INCLUDE, ALLOW, bc, INCLUDE a=old b=GMI c=GMI",
        "INCLUDE, BLOCK, bc, INCLUDE a=old b=LMQT",
        "INCLUDE, TO_EX, bc, EXCLUDE GMI b=LMQT c=0",
        "INCLUDE, TO_IN, bc, INCLUDE a=LMQT b=GMI c=GMI",
        "INCLUDE, TO_IN, '', INCLUDE a=LMQT b=LMQT",
        "EXCLUDE, IS_IN, xyn, EXCLUDE GT n=GMI w=0 x=GMI y=GMI z=old",
        "EXCLUDE, IS_EX, xyn, EXCLUDE GMI n=GMI x=old y=0",
        "EXCLUDE, ALLOW, xyn, EXCLUDE GT n=GMI w=0 x=GMI y=GMI z=old",
        "EXCLUDE, BLOCK, xyn, EXCLUDE GT n=LMQT w=0 x=LMQT y=0 z=old",
        "EXCLUDE, TO_EX, xyn, EXCLUDE GMI n=LMQT x=LMQT y=0",
        "EXCLUDE, TO_IN, xyn, EXCLUDE LMQT n=GMI w=0 x=GMI y=GMI z=LMQT",
        "EXCLUDE, TO_IN, '', EXCLUDE LMQT w=0 x=LMQT y=0 z=LMQT",
    })
    void followsTheTables(String mode, String type, String names, String expected) {
        RouterState state = state(mode);
        state.take(record(type, names), NOW, TIMES, NOBODY);
        assertEquals(expected, text(state));
    }

    @ParameterizedTest
    @CsvSource({
        "INCLUDE, BLOCK, bc, INCLUDE a=old b=old",
        "INCLUDE, TO_IN, bc, INCLUDE a=old b=GMI c=GMI",
        "EXCLUDE, BLOCK, xyn, EXCLUDE GT n=GT w=0 x=old y=0 z=old",
        "EXCLUDE, TO_EX, xyn, EXCLUDE GMI n=GT x=old y=0",
        "EXCLUDE, TO_IN, xyn, EXCLUDE GT n=GMI w=0 x=GMI y=GMI z=old",
    })
    void lowersNothingWhereNobodyAsksOrOthersWantIt(String mode, String type, String names, String expected) {
        RouterState unasked = state(mode);
        unasked.take(record(type, names), NOW, new RouterState.Times(GMI, LMQT, false), NOBODY);
        assertEquals(expected, text(unasked), "no querier");
        RouterState wanted = state(mode);
        wanted.take(record(type, names), NOW, TIMES, new Some(true, "abcxyzwn"));
        assertEquals(expected, text(wanted), "others");
    }

    @Test
    void actsAsTheOldestVersionHeard() {
        RouterState state = state("EXCLUDE");
        state.heardOld(2, NOW + GMI);
        assertEquals(2, state.version(NOW));
        state.take(record("BLOCK", "n"), NOW, TIMES, NOBODY);
        assertEquals("EXCLUDE GT w=0 x=old y=0 z=old", text(state), "BLOCK is ignored");
        state.take(record("TO_EX", "xn"), NOW, TIMES, NOBODY);
        assertEquals("EXCLUDE GMI", text(state), "sources of TO_EX are ignored");
        state.heardOld(1, NOW + LMQT);
        assertEquals(1, state.version(NOW));
        state.take(record("TO_IN", ""), NOW, TIMES, NOBODY);
        assertEquals("EXCLUDE GMI", text(state), "leaves are ignored");
        assertEquals(2, state.version(NOW + LMQT));
        assertEquals(3, state.version(NOW + GMI));
    }

    @Test
    void lowersWhatIsAskedFor() {
        RouterState state = state("EXCLUDE");
        state.asked(sources("xy"), NOW + LMQT);
        assertEquals("EXCLUDE GT w=0 x=LMQT y=0 z=old", text(state));
        state.asked(List.of(), NOW + LMQT);
        assertEquals("EXCLUDE LMQT w=0 x=LMQT y=0 z=old", text(state));
        state.asked(List.of(), NOW + GT);
        assertEquals("EXCLUDE LMQT w=0 x=LMQT y=0 z=old", text(state), "and raises nothing");
    }

    @Test
    void changesBackWhenTheGroupTimerIsOver() {
        RouterState state = state("EXCLUDE");
        state.asked(sources("z"), NOW + LMQT);
        state.expire(NOW + LMQT);
        assertEquals("EXCLUDE GT w=0 x=old y=0 z=0", text(state), "a source that runs out is blocked");
        state.asked(List.of(), NOW + LMQT);
        assertEquals(NOW + LMQT, state.due());
        state.expire(NOW + LMQT);
        assertEquals("INCLUDE x=old", text(state));
        assertEquals(NOW + OLD, state.due());
        state.expire(NOW + OLD);
        assertEquals(true, state.isEmpty());
        assertEquals(Long.MAX_VALUE, state.due());
    }

    @Test
    void keepsCountOfItsSources() {
        Limits limits = new Limits();
        RouterState state = new RouterState(true, limits);
        state.take(record("IS_EX", "abc"), NOW, TIMES, NOBODY);
        assertEquals(3, limits.sources);
        state.take(record("IS_EX", "c"), NOW, TIMES, NOBODY);
        assertEquals(1, limits.sources);
        Address[] many = new Address[Limits.MOST_IN_MEMBER + 10];
        Arrays.setAll(many, i -> new Address(1, i));
        state.take(new Record(GroupMessage.ALLOW, List.of(many)), NOW, TIMES, NOBODY);
        assertEquals(Limits.MOST_IN_MEMBER, limits.sources);
        assertEquals(11, limits.lostSources);
        state.clear();
        assertEquals(0, limits.sources);
    }
}
