package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What {@code send} sends. */
final class PayloadOptions {
    /** MP2T of RFC 3551, and what has no type of its own there. */
    private static final int MP2T = 33, DYNAMIC = 96, MAX_TYPE = 127;

    @Option(
            names = "--text",
            paramLabel = "T",
            description = "This text; without any payload option, a numbered greeting.")
    private String text;

    @Option(names = "--hex", paramLabel = "H", description = "These bytes, as 47400011 or '47 40 00:11'.")
    private String hex;

    @Option(names = "--file", paramLabel = "F", description = "This file, whole, or with --size in pieces.")
    private Path file;

    @Option(
            names = "--size",
            paramLabel = "N",
            converter = Quantities.ToSize.class,
            description = "So many bytes that count up; with --file or -, the size of the pieces; with --probe and"
                    + " --rtp, of the whole datagram.")
    private Long size;

    @Option(
            names = "--probe",
            description = "Begin each with a header (docs/probe.md) from which receive tells loss, repetition, order,"
                    + " delay, hops and damage.")
    private boolean probe;

    @Option(
            names = "--rtp",
            arity = "0..1",
            paramLabel = "PT",
            fallbackValue = "-1",
            description =
                    "Begin each with an RTP header of this payload type (96; 33 with --ts); right before a group write --rtp=PT.")
    private Integer rtp;

    @Option(
            names = "--ts",
            description = "Seven packets of an MPEG transport stream, or as many as --size holds: stuffing on PID 0x100"
                    + " with its continuity counter.")
    private boolean ts;

    private boolean stdin;
    private Long scheduled;

    /** @param stdin whether - was given, {@code scheduled} the size that a schedule asks for, or null */
    void check(boolean stdin, Long scheduled) {
        this.stdin = stdin;
        this.scheduled = scheduled;
        boolean body = text != null || hex != null;
        if (Stream.of(text != null, hex != null, file != null, stdin, ts)
                                .filter(b -> b)
                                .count()
                        > 1
                || size != null && body) {
            throw new UserError(
                    "send: one of --text, --hex, --file, --size, --ts and - is enough (--size also goes with"
                            + " --file, --ts and -)");
        }
        if (probe && (rtp != null || ts)) {
            throw new UserError("send: one of --probe, --rtp and --ts is enough (--ts also goes with --rtp)");
        }
        if ((probe || rtp != null) && (file != null || stdin)) {
            throw new UserError("send: --probe and --rtp go with --text, --hex and --size");
        }
        if (rtp != null && (rtp > MAX_TYPE || rtp < -1)) {
            throw new UserError("--rtp " + rtp + " is no payload type: 0 to " + MAX_TYPE);
        }
        if (size != null && size == 0 && (file != null || stdin)) {
            throw new UserError("--size 0 cuts into no pieces");
        }
    }

    boolean isFile() {
        return file != null;
    }

    /** What completes datagrams as they are sent. */
    Stamp stamp(int trafficClass) {
        SecureRandom random = new SecureRandom();
        if (probe) {
            return new Stamp.Probe(random.nextInt(), 1, trafficClass);
        }
        int type = rtp == null || rtp >= 0 ? 0 : ts ? MP2T : DYNAMIC;
        Stamp header = rtp == null ? Stamp.NONE : new Stamp.RtpHeader(rtp < 0 ? type : rtp, random.nextLong());
        return ts ? new Stamp.Transport(header) : header;
    }

    /** @param max the longest payload, {@code room} bytes that the stamp needs before it */
    Payload payload(Console console, int max, int room) {
        Long bytes = size != null ? size : text == null && hex == null && !ts ? scheduled : null;
        if (bytes != null) {
            fits(bytes, max);
        }
        if (file != null) {
            return Payload.file(file, size == null ? 0 : size.intValue(), max);
        }
        if (stdin) {
            return new Payload.Stream(console.in(), size == null ? Payload.STDIN_PIECE : size.intValue());
        }
        if (ts) {
            return Payload.of(Stamp.Transport.packets(room, packets(bytes, room)));
        }
        if (bytes != null) {
            if (bytes < room) {
                throw new UserError("--size " + bytes + " is less than the header: " + room + " bytes");
            }
            return Payload.of(Payload.counted(room, bytes.intValue() - room));
        }
        if (text == null && hex == null) {
            return room == 0 ? Payload.numbered() : Payload.of(new byte[room]);
        }
        byte[] body = text != null ? text.getBytes(StandardCharsets.UTF_8) : Payload.hex(hex);
        fits((long) room + body.length, max);
        byte[] datagram = new byte[room + body.length];
        System.arraycopy(body, 0, datagram, room, body.length);
        return Payload.of(datagram);
    }

    private static int packets(Long bytes, int room) {
        if (bytes == null) {
            return Stamp.Transport.USUAL_COUNT;
        }
        int count = (bytes.intValue() - room) / Stamp.Transport.PACKET;
        if (count < 1 || bytes != room + count * Stamp.Transport.PACKET) {
            throw new UserError("--size " + bytes + ": packets of a transport stream have 188 bytes each"
                    + (room == 0 ? "" : ", and there are " + room + " before them"));
        }
        return count;
    }

    private static void fits(long length, int max) {
        if (length > max) {
            throw new UserError("payload too long: " + length + " bytes, a datagram over "
                    + (max == Payload.MAX_IPV6 ? "IPv6" : "IPv4") + " carries " + max + " at most");
        }
    }
}
