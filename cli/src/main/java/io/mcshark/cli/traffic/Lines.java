package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.protocol.ProbeReader;
import io.mcshark.decoder.view.Clock;
import io.mcshark.decoder.view.View;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TimeZone;

/**
 * The lines that {@code send} and {@code receive} write, one for a datagram. What comes from a datagram is made safe for
 * the terminal.
 */
final class Lines {
    private static final int TEXT_BYTES = 60, HEX_BYTES = 16;

    /** Lines are handed on in pieces of about this size. */
    private static final int FLUSH_BYTES = 32 << 10;

    /** LINKTYPE_USER0: no protocol is known for it, so that the payload is shown as it is. */
    private static final int OPAQUE = 147;

    private final Console console;
    private final Out out = new Out();
    private final Clock clock = new Clock(Clock.Format.A, TimeZone.getDefault(), false);
    private final ProbeReader probes = new ProbeReader();
    private Frame frame;

    Lines(Console console) {
        this.console = console;
    }

    /**
     * A datagram on its way: {@code 12:00:00.000000 10.0.0.1:4711 > 239.1.2.3:5000: ttl 1, length 5 "hello"}.
     *
     * @param ttl below 0 for not known; the traffic class, too, of which the DSCP is shown where there is one
     * @param nic the interface's name; null for not shown
     */
    void datagram(
            long epochNanos,
            InetSocketAddress source,
            Target target,
            int ttl,
            int trafficClass,
            String nic,
            byte[] payload)
            throws IOException {
        clock.wall(epochNanos, out);
        out.put(' ');
        Addresses.put(source.getAddress(), source.getPort(), out);
        out.put(" > ");
        Addresses.put(target.group(), target.port(), out);
        if (nic != null) {
            out.put(" on ").safe(nic);
        }
        out.put(": ");
        if (ttl >= 0) {
            out.put(target.ipv6() ? "hlim " : "ttl ").dec(ttl).put(", ");
        }
        if (trafficClass >> 2 > 0) {
            out.put("dscp ").dec(trafficClass >> 2).put(", ");
        }
        end(payload);
    }

    /** A reply that was sent. */
    void answered(long epochNanos, InetSocketAddress to, byte[] payload) throws IOException {
        clock.wall(epochNanos, out);
        out.put(" reply to ");
        Addresses.put(to.getAddress(), to.getPort(), out);
        out.put(", ");
        end(payload);
    }

    /** A reply that came, with its delay in milliseconds. */
    void reply(long epochNanos, InetSocketAddress from, long delayNanos, byte[] payload) throws IOException {
        clock.wall(epochNanos, out);
        out.put(" reply from ");
        Addresses.put(from.getAddress(), from.getPort(), out);
        out.put(" after ").dec(delayNanos / 1_000_000).put('.').dec(delayNanos / 1000 % 1000, 3);
        out.put(" ms, ");
        end(payload);
    }

    /** All of a payload in these views. */
    void whole(byte[] payload, List<View> views) {
        if (!views.isEmpty()) {
            if (frame == null) {
                frame = new Frame();
            }
            frame.wrap(MemorySegment.ofArray(payload), 0, payload.length, payload.length, 0, 1, OPAQUE);
            views.forEach(view -> view.show(frame, out));
        }
    }

    private void end(byte[] payload) throws IOException {
        if (probes.read(payload)) {
            out.put("length ").dec(payload.length).put(" probe ").hex(probes.stream() >>> 32, 8);
            out.put('/').unsigned(probes.stream() & 0xffffffffL).put(" #").unsigned(probes.sequence());
            out.put(probes.isIntact() ? "" : " [bad crc]");
        } else {
            preview(payload, out);
        }
        out.put('\n');
        if (out.size() >= FLUSH_BYTES) {
            flush();
        }
    }

    /**
     * Shows what was written so far.
     *
     * @throws IOException when nobody reads it any more
     */
    void flush() throws IOException {
        if (out.size() > 0) {
            console.show(out);
        }
    }

    /** Length and beginning of a payload: {@code length 5 "hello"}, {@code length 188 0x47400011…}. */
    static void preview(byte[] payload, Out out) {
        out.put("length ").dec(payload.length);
        if (payload.length == 0) {
            return;
        }
        if (isText(payload)) {
            int shown = Math.min(TEXT_BYTES, payload.length);
            while (shown < payload.length && (payload[shown] & 0xc0) == 0x80) {
                shown++; // not within a character
            }
            out.put(" \"").safe(MemorySegment.ofArray(payload), 0, shown).put('"');
            out.put(shown < payload.length ? "…" : "");
        } else {
            int shown = Math.min(HEX_BYTES, payload.length);
            out.put(" 0x").hex(MemorySegment.ofArray(payload), 0, shown, (char) 0);
            out.put(shown < payload.length ? "…" : "");
        }
    }

    /** Valid UTF-8 with few control characters; few, since C programs send the zero byte that ends a string along. */
    private static boolean isText(byte[] payload) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        long controls = text.chars()
                .filter(c -> Character.isISOControl(c) && !Character.isWhitespace(c))
                .count();
        return controls * 4 <= text.length();
    }
}
