package io.mcshark.capture.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Notices links that go down and come back: libpcap's loop only falls silent. Called every now and then.
 *
 * <p>Threads: one.
 */
final class LinkWatch {
    private static final int UP_AND_RUNNING = Libc.IFF_UP | Libc.IFF_RUNNING;

    private final List<String> names;
    private final List<Boolean> running = new ArrayList<>();
    private final Consumer<String> notices;

    /** @param names of interfaces; {@code any} and what else is no link is passed over */
    LinkWatch(List<String> names, Consumer<String> notices) {
        this.names = names.stream()
                .filter(name -> Libc.linkFlags(name) != Libc.NO_LINK)
                .toList();
        this.notices = notices;
        this.names.forEach(name -> running.add(true));
    }

    void look() {
        for (int i = 0; i < names.size(); i++) {
            int flags = Libc.linkFlags(names.get(i));
            if (flags == Libc.NO_LINK) {
                continue; // libpcap's loop ends by itself and says so
            }
            boolean now = (flags & UP_AND_RUNNING) == UP_AND_RUNNING;
            if (now != running.set(i, now)) {
                notices.accept(names.get(i)
                        + (now
                                ? ": the link is up again"
                                : (flags & Libc.IFF_UP) == 0
                                        ? ": the interface is down; nothing arrives until it is up again"
                                        : ": the link has no carrier; nothing arrives until it has"));
            }
        }
    }
}
