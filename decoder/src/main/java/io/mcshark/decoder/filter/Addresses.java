package io.mcshark.decoder.filter;

import java.util.Arrays;

/** Addresses and byte strings as people write them. What is no such thing gives null or -1: the caller says it. */
final class Addresses {
    private Addresses() {}

    /** An IPv4 address in dotted decimal, as an unsigned number; -1 for anything else. Leading zeros are refused: they might be octal. */
    static long ipv4(String text) {
        long address = 0;
        int parts = 0;
        for (String part : text.split("\\.", -1)) {
            boolean number =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number || part.length() > 1 && part.charAt(0) == '0' || Integer.parseInt(part) > 255 || ++parts > 4) {
                return -1;
            }
            address = address << 8 | Integer.parseInt(part);
        }
        return parts == 4 ? address : -1;
    }

    /** An IPv6 address (RFC 4291, 2.2), 16 bytes; null for anything else. */
    static byte[] ipv6(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
        if (head == null || tail == null || head.length + tail.length > 16) {
            return null;
        }
        // "::" stands for at least one group.
        if (gap < 0 ? head.length != 16 : head.length + tail.length == 16) {
            return null;
        }
        byte[] address = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    private static byte[] groups(String text, boolean last) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[parts.length * 2 + 2];
        int n = 0;
        for (int i = 0; i < parts.length; i++) {
            if (last && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                long tail = ipv4(parts[i]);
                if (tail < 0) {
                    return null;
                }
                for (int shift = 24; shift >= 0; shift -= 8) {
                    bytes[n++] = (byte) (tail >> shift);
                }
            } else if (parts[i].length() > 4 || !isHex(parts[i])) {
                return null;
            } else {
                int group = Integer.parseInt(parts[i], 16);
                bytes[n++] = (byte) (group >> 8);
                bytes[n++] = (byte) group;
            }
        }
        return Arrays.copyOf(bytes, n);
    }

    /**
     * Bytes in hexadecimal: {@code 01:00:5e}, with {@code -} or {@code .} instead, {@code 0100.5e00.0016}, {@code 01005e}; one
     * byte also as {@code 0x5e} or a single digit; {@code :5e} are bytes and nothing else. Null for anything else.
     */
    static byte[] bytes(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return text.length() <= 4 && isHex(text.substring(2)) ? hex(text.substring(2)) : null;
        }
        if (text.startsWith(":") && !text.startsWith("::")) {
            return bytes(text.substring(1)); // how Wireshark says that it is bytes and nothing else
        }
        char separator = 0;
        for (char c : new char[] {':', '-', '.'}) {
            separator = separator == 0 && text.indexOf(c) >= 0 ? c : separator;
        }
        if (separator == 0) {
            return isHex(text) && (text.length() == 1 || text.length() % 2 == 0) ? hex(text) : null;
        }
        String[] groups = text.split(separator == '.' ? "\\." : Character.toString(separator), -1);
        int digits = groups[0].length();
        if (digits != 2 && (digits != 4 || separator != '.')) {
            return null;
        }
        for (String group : groups) {
            if (group.length() != digits || !isHex(group)) {
                return null;
            }
        }
        return hex(String.join("", groups));
    }

    private static byte[] hex(String digits) {
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        byte[] bytes = new byte[even.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(even, i * 2, i * 2 + 2, 16);
        }
        return bytes;
    }

    private static boolean isHex(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }

    /** Six bytes as the number that {@code ETHER} fields hold. */
    static long number(byte[] bytes) {
        long number = 0;
        for (byte b : bytes) {
            number = number << 8 | b & 0xff;
        }
        return number;
    }
}
