package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.view.FieldsView;
import io.mcshark.decoder.view.TreeView;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A packet made of hexadecimal digits, decoded; its fields as text, its rows, its tree. For tests over worked bytes. */
public final class Decoded {
    private static final String ETHERNET = "01005e010203 020000000001 ";

    private final Frame frame;

    private Decoded(byte[] bytes, int captured, boolean checksums) {
        Settings settings = new Settings();
        settings.checksums = checksums;
        frame = new Frame(settings);
        wrap(bytes, captured, bytes.length, 1);
    }

    private Decoded(byte[] bytes, int length, int linkType) {
        frame = new Frame();
        wrap(bytes, bytes.length, length, linkType);
    }

    private Decoded(byte[] bytes, int captured, String guess) {
        Settings settings = new Settings();
        settings.guess = java.util.Set.of(guess);
        frame = new Frame(settings);
        wrap(bytes, captured, bytes.length, 1);
    }

    private void wrap(byte[] bytes, int captured, int length, int linkType) {
        // Exactly the captured bytes: what reads too far throws.
        frame.wrap(MemorySegment.ofArray(Arrays.copyOf(bytes, captured)), 0, captured, length, 0, 1, linkType);
    }

    /** A packet of another link type. */
    public static Decoded link(int linkType, String hex) {
        byte[] bytes = bytes(hex);
        return new Decoded(bytes, bytes.length, linkType);
    }

    /** An Ethernet frame with checksums verified. */
    public static Decoded verified(String hex) {
        byte[] bytes = bytes(hex);
        return new Decoded(bytes, bytes.length, true);
    }

    /** An Ethernet frame. */
    public static Decoded ethernet(String hex) {
        byte[] bytes = bytes(hex);
        return new Decoded(bytes, bytes.length, false);
    }

    /** What follows an IPv4 header from 192.0.2.1 to 239.1.2.3. */
    public static Decoded ipv4(int protocol, String hex) {
        return ipv4(protocol, hex, bytes(hex).length);
    }

    /** The same of which only {@code captured} bytes behind the IPv4 header were captured. */
    public static Decoded ipv4(int protocol, String hex, int captured) {
        byte[] bytes = bytes(ETHERNET + "0800" + header4(protocol, bytes(hex).length) + hex);
        return new Decoded(bytes, 34 + captured, false);
    }

    /** A UDP datagram in which one protocol is recognised by its content; {@code captured} bytes behind the IPv4 header are there. */
    public static Decoded guessed(String protocol, String hex, int captured) {
        byte[] bytes = bytes(ETHERNET + "0800" + header4(17, bytes(hex).length) + hex);
        return new Decoded(bytes, 34 + captured, protocol);
    }

    /** With checksums verified. */
    public static Decoded verified4(int protocol, String hex) {
        byte[] bytes = bytes(ETHERNET + "0800" + header4(protocol, bytes(hex).length) + hex);
        return new Decoded(bytes, bytes.length, true);
    }

    /** An IPv4 header from 192.0.2.1 to 239.1.2.3, its checksum left out. */
    public static String header4(int protocol, int payload) {
        return "4500%04x000000000 1%02x0000c0000201ef010203".formatted(20 + payload, protocol);
    }

    /** What follows an IPv6 header. */
    public static Decoded ipv6(int next, String source, String destination, String hex) {
        return ipv6(next, source, destination, hex, bytes(hex).length, false);
    }

    /** The same with checksums verified. */
    public static Decoded verified6(int next, String source, String destination, String hex) {
        return ipv6(next, source, destination, hex, bytes(hex).length, true);
    }

    /** The same of which only {@code captured} bytes behind the IPv6 header were captured. */
    public static Decoded ipv6(
            int next, String source, String destination, String hex, int captured, boolean checksums) {
        byte[] bytes = bytes(ETHERNET + "86dd" + header6(next, source, destination, bytes(hex).length) + hex);
        return new Decoded(bytes, 54 + captured, checksums);
    }

    /** An IPv6 header, addresses as text. */
    public static String header6(int next, String source, String destination, int payload) {
        return "60000000%04x%02x01%s%s".formatted(payload, next, address(source), address(destination));
    }

    private static String address(String text) {
        try {
            return HexFormat.of().formatHex(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /** Asserts values: field, value, field, value … */
    public Decoded has(String... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            assertEquals(fieldsAndValues[i + 1], get(fieldsAndValues[i]), fieldsAndValues[i]);
        }
        return this;
    }

    public Frame frame() {
        return frame;
    }

    /** All values of a field as {@code -T fields} prints them. */
    public String get(String field) {
        Out out = new Out();
        new FieldsView(
                        List.of(Objects.requireNonNull(Catalogue.get(field), () -> "no field " + field)),
                        FieldsView.Format.FIELDS)
                .show(frame, out);
        return out.toString().strip();
    }

    /** The row of the first layer of that name. */
    public String row(String protocol) {
        for (int i = 0; i < frame.depth(); i++) {
            if (frame.protocol(i).name().equals(protocol)) {
                Out out = new Out();
                frame.protocol(i).row(frame, i, out);
                return out.toString();
            }
        }
        throw new AssertionError("no layer " + protocol + " in " + get("frame.protocols"));
    }

    public String tree() {
        Out out = new Out();
        new TreeView().show(frame, out);
        return out.toString();
    }

    /** Says everything there is to say. */
    public Decoded sayAll() {
        tree();
        Out out = new Out();
        for (int i = 0; i < frame.depth(); i++) {
            frame.protocol(i).row(frame, i, out);
        }
        return this;
    }
}
