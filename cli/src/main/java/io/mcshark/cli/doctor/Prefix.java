package io.mcshark.cli.doctor;

import java.net.InetAddress;

/** Addresses as firewalls write them. */
final class Prefix {
    private Prefix() {}

    /** Whether {@code 224.0.0.0/4}, {@code 239.1.2.3} or {@code ff00::/8} covers an address; false for what is none. */
    static boolean covers(String prefix, String address) {
        int slash = prefix.indexOf('/');
        try {
            byte[] a = InetAddress.ofLiteral(slash < 0 ? prefix : prefix.substring(0, slash))
                    .getAddress();
            byte[] b = InetAddress.ofLiteral(address).getAddress();
            int bits = slash < 0 ? a.length * 8 : Integer.parseInt(prefix.substring(slash + 1));
            if (a.length != b.length || bits < 0 || bits > a.length * 8) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> i % 8;
                if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
