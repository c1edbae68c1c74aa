package io.mcshark.cli.traffic;

import io.mcshark.decoder.Out;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Addresses as text, with a port in the form our own options take: {@code 239.1.2.3:5000}, {@code [ff15::1]:5000}. */
final class Addresses {
    private Addresses() {}

    static void put(InetAddress address, Out out) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        if (bytes.remaining() == 4) {
            out.ipv4(bytes.getInt());
        } else {
            out.ipv6(bytes.getLong(), bytes.getLong());
        }
    }

    static void put(InetAddress address, int port, Out out) {
        boolean ipv6 = address.getAddress().length == 16;
        out.put(ipv6 ? "[" : "");
        put(address, out);
        out.put(ipv6 ? "]:" : ":").dec(port);
    }

    static String text(InetAddress address) {
        Out out = new Out();
        put(address, out);
        return out.toString();
    }

    static String text(InetAddress address, int port) {
        Out out = new Out();
        put(address, port, out);
        return out.toString();
    }
}
