package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.protocol.Glimpse;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * A capture made up frame by frame, with right checksums, and given to an analysis as it is made: {@code
 * traffic.at(1.5).from("10.0.0.1").to("239.1.1.1").udp(5004, 5004, payload)}. What {@code from}, {@code to}, {@code ttl}, {@code
 * vlan} … set stays set until set anew.
 */
final class Traffic {
    /** The time that {@link #at} counts from, nanoseconds since 1970. */
    static final long START = 1_700_000_000_000_000_000L;

    private static final int ETHERNET = 14;

    private final Analysis analysis;
    private final Frame frame;
    private final Glimpse glimpse = new Glimpse();
    private final Datagram packet = new Datagram();
    private long nanos = START;
    private long number;
    private String source = "10.0.0.1";
    private String destination = "239.1.1.1";
    private int ttl = 16;
    private int trafficClass;
    private int id;
    private int[] vlans = {};
    private String mac;
    private boolean routerAlert;
    private int fragment;
    private byte[] given = {};

    Traffic(Analysis analysis) {
        this(analysis, new Settings());
    }

    Traffic(Analysis analysis, Settings settings) {
        this.analysis = analysis;
        frame = new Frame(settings);
    }

    /** Traffic of which everything is recognised by content that can be. */
    static Traffic guessing(Analysis analysis) {
        Settings settings = new Settings();
        settings.guess = Set.of("rtp", "rtcp", "mp2t", "moldudp64", "probe");
        return new Traffic(analysis, settings);
    }

    /** The next frames come so many seconds after the start. */
    Traffic at(double seconds) {
        nanos = START + Math.round(seconds * 1e9);
        return this;
    }

    Traffic from(String address) {
        source = address;
        return this;
    }

    Traffic to(String address) {
        destination = address;
        mac = null;
        return this;
    }

    Traffic ttl(int ttl) {
        this.ttl = ttl;
        return this;
    }

    /** DSCP and ECN together. */
    Traffic trafficClass(int value) {
        trafficClass = value;
        return this;
    }

    Traffic id(int id) {
        this.id = id;
        return this;
    }

    /** From the outside in; none for untagged. */
    Traffic vlan(int... ids) {
        vlans = ids;
        return this;
    }

    /** The Ethernet address it goes to, instead of the group's: twelve digits. */
    Traffic mac(String digits) {
        mac = digits;
        return this;
    }

    /** With the Router Alert option, as IGMP and MLD have it. */
    Traffic routerAlert(boolean on) {
        routerAlert = on;
        return this;
    }

    /** IPv4's flags and fragment offset, in one word. */
    Traffic fragment(int word) {
        fragment = word;
        return this;
    }

    Traffic udp(int sourcePort, int destinationPort, byte[] payload) {
        ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) sourcePort).putShort((short) destinationPort).putShort((short) (8 + payload.length));
        udp.putShort((short) 0).put(payload);
        udp.putShort(6, (short) sum(udp.array(), 17));
        return ip(17, udp.array());
    }

    /** An IGMP message in hexadecimal digits, its checksum (bytes 2 and 3) filled in. */
    Traffic igmp(String hex) {
        byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
        message[2] = 0;
        message[3] = 0;
        int sum = fold(sum(message, 0, 0));
        message[2] = (byte) (sum >> 8);
        message[3] = (byte) sum;
        return ip(2, message);
    }

    /** An ICMPv6 message, its checksum (bytes 2 and 3) filled in. */
    Traffic icmpv6(String hex) {
        byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
        message[2] = 0;
        message[3] = 0;
        int sum = sum(message, 58);
        message[2] = (byte) (sum >> 8);
        message[3] = (byte) sum;
        return ip(58, message);
    }

    /** A PIM message, its checksum (bytes 2 and 3) filled in: in IPv6 with the pseudo-header. */
    Traffic pim(String hex) {
        byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
        message[2] = 0;
        message[3] = 0;
        int sum = source.indexOf(':') >= 0 ? sum(message, 103) : fold(sum(message, 0, 0));
        message[2] = (byte) (sum >> 8);
        message[3] = (byte) sum;
        return ip(103, message);
    }

    /** An IP packet that carries {@code payload}. */
    Traffic ip(int protocol, byte[] payload) {
        byte[] from = address(source);
        byte[] to = address(destination);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            if (from.length == 4) {
                int head = routerAlert ? 24 : 20;
                ByteBuffer header = ByteBuffer.allocate(head);
                header.put((byte) (0x40 | head / 4)).put((byte) trafficClass);
                header.putShort((short) (head + payload.length)).putShort((short) id);
                header.putShort((short) fragment).put((byte) ttl).put((byte) protocol);
                header.putShort((short) 0).put(from).put(to);
                if (routerAlert) {
                    header.putInt(0x94040000);
                }
                header.putShort(10, (short) fold(sum(header.array(), 0, 0)));
                out.write(header.array());
            } else {
                out.writeInt(6 << 28 | trafficClass << 20);
                out.writeShort(payload.length + (routerAlert ? 8 : 0));
                out.writeByte(routerAlert ? 0 : protocol);
                out.writeByte(ttl);
                out.write(from);
                out.write(to);
                if (routerAlert) {
                    out.writeByte(protocol);
                    out.write(new byte[] {0, 5, 2, 0, 0, 1, 0});
                }
            }
            out.write(payload);
            return ethernet(from.length == 4 ? 0x0800 : 0x86dd, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An Ethernet frame to where IP packets go at present, with the present tags. */
    Traffic ethernet(int type, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] to = address(destination);
        long group = to.length == 4
                ? GroupMac.ofIpv4(ByteBuffer.wrap(to).getInt())
                : GroupMac.ofIpv6(ByteBuffer.wrap(to).getLong(8));
        out.write(HexFormat.of().parseHex(mac == null ? "%012x".formatted(group) : mac));
        out.write(HexFormat.of().parseHex("020000000001"));
        for (int vlan : vlans) {
            out.writeShort(0x8100);
            out.writeShort(vlan);
        }
        out.writeShort(type);
        out.write(payload);
        return frame(bytes.toByteArray());
    }

    /** A whole Ethernet frame. */
    Traffic frame(byte[] bytes) {
        MemorySegment segment = MemorySegment.ofArray(bytes);
        given = bytes;
        number++;
        if (glimpse.aim(segment, 0, bytes.length, 1)) {
            packet.aim(glimpse, bytes.length, bytes.length, nanos, number);
            if (analysis.glance(packet)) {
                frame.passOver(nanos, number);
                return this;
            }
        }
        frame.wrap(segment, 0, bytes.length, bytes.length, nanos, number, 1);
        analysis.accept(frame);
        return this;
    }

    /** It is so many seconds after the start, and nothing was heard. */
    Traffic silence(double seconds) {
        at(seconds);
        analysis.advance(nanos);
        return this;
    }

    /** The capture ends. */
    void end() {
        analysis.end(nanos);
    }

    /** The IP packet given last, without what is around it on an untagged Ethernet. */
    byte[] packet() {
        return Arrays.copyOfRange(given, ETHERNET, given.length);
    }

    /** The frame given last, walked; with what the analysis found out about it. */
    Frame last() {
        return frame;
    }

    private int sum(byte[] message, int protocol) {
        byte[] from = address(source);
        byte[] to = address(destination);
        int sum = sum(message, 0, protocol + message.length);
        sum = sum(from, 0, sum);
        return fold(sum(to, 0, sum));
    }

    private static int sum(byte[] bytes, int from, int start) {
        int sum = start;
        for (int i = from; i < bytes.length; i++) {
            sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int fold(int sum) {
        int folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return ~folded & 0xffff;
    }

    private static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
