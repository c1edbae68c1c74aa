package io.mcshark.decoder.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocol.Level;

/**
 * One line a packet, as terse as tcpdump's: when, from whom to whom, what each layer above the link has to say, and at the
 * end how far it can go and what the group is.
 */
public final class LineView implements View {
    private final Clock clock;
    private final boolean numbers;
    private final boolean link;

    /**
     * @param numbers whether the packet's number comes first
     * @param link whether link layers are told of, too (tcpdump's {@code -e})
     */
    public LineView(Clock clock, boolean numbers, boolean link) {
        this.clock = clock;
        this.numbers = numbers;
        this.link = link;
    }

    @Override
    public boolean isOrdered() {
        return clock.isOrdered();
    }

    @Override
    public void show(Frame f, Out out) {
        if (numbers) {
            out.right(f.number(), 5).put(' ');
        }
        clock.put(f, out);
        int from = base(f);
        if (link && from > 0 && f.protocol(from).level() == Level.NETWORK) {
            between(f, find(f, 1, Level.LINK), -1, out);
        }
        if (from >= 0) {
            between(f, from, transport(f, from), out);
        }
        told(f, out);
        out.put('\n');
    }

    private static void remarks(Frame f, Out out) {
        for (int i = 1; i < f.depth(); i++) {
            int before = out.size();
            out.put("  ");
            int written = out.size();
            f.protocol(i).remark(f, i, out);
            if (out.size() == written) {
                out.size(before);
            }
        }
    }

    /** Appends what a line says behind the addresses, for views that have these in columns of their own. */
    public static void told(Frame f, Out out) {
        int from = base(f);
        for (int i = 1; i < f.depth(); i++) {
            if (from >= 0 && i > from && f.protocol(i).level() == Level.NETWORK && !f.isQuoted(i)) {
                between(f, i, transport(f, i), out.put(" |"));
            }
            said(f, i, out);
        }
        remarks(f, out);
    }

    /** Appends the address a packet came from, with its port. */
    public static void source(Frame f, Out out) {
        int layer = base(f);
        if (layer >= 0) {
            f.protocol(layer).source(f, layer, out);
            int ports = transport(f, layer);
            if (ports >= 0) {
                f.protocol(ports).source(f, ports, out.put('.'));
            }
        }
    }

    /** Appends the address a packet goes to, with its port. */
    public static void destination(Frame f, Out out) {
        int layer = base(f);
        if (layer >= 0) {
            f.protocol(layer).destination(f, layer, out);
            int ports = transport(f, layer);
            if (ports >= 0) {
                f.protocol(ports).destination(f, ports, out.put('.'));
            }
        }
    }

    /** The layer whose addresses a line shows: the outermost network layer, else the link layer; -1 for none. */
    private static int base(Frame f) {
        int network = find(f, 1, Level.NETWORK);
        return network < 0 ? find(f, 1, Level.LINK) : network;
    }

    private static void said(Frame f, int layer, Out out) {
        int before = out.size();
        out.put(' ');
        int written = out.size();
        f.protocol(layer).row(f, layer, out);
        if (out.size() == written) {
            out.size(before);
        }
    }

    private static void between(Frame f, int layer, int transport, Out out) {
        if (layer < 0) {
            return;
        }
        out.put(' ');
        f.protocol(layer).source(f, layer, out);
        if (transport >= 0) {
            f.protocol(transport).source(f, transport, out.put('.'));
        }
        out.put(" > ");
        f.protocol(layer).destination(f, layer, out);
        if (transport >= 0) {
            f.protocol(transport).destination(f, transport, out.put('.'));
        }
    }

    /** The layer with the ports that belong to the addresses of {@code network}; extension headers may stand between. */
    private static int transport(Frame f, int network) {
        for (int i = network + 1; i < f.depth() && f.protocol(i).level() != Level.NETWORK; i++) {
            if (f.protocol(i).level() == Level.TRANSPORT) {
                return i;
            }
        }
        return -1;
    }

    private static int find(Frame f, int from, Level level) {
        for (int i = from; i < f.depth(); i++) {
            Protocol p = f.protocol(i);
            if (p.level() == level) {
                return i;
            }
        }
        return -1;
    }
}
