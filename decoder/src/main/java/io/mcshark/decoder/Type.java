package io.mcshark.decoder;

/** What kind of value a field has: how it compares in a filter and how it reads as text. */
public enum Type {
    /** Unsigned, up to 64 bits. */
    UINT("unsigned integer"),
    /** Signed, up to 64 bits. */
    INT("signed integer"),
    BOOL("boolean"),
    /** 32 bits, most significant first. */
    IPV4("IPv4 address"),
    /** 16 bytes in the packet. */
    IPV6("IPv6 address"),
    /** A 48-bit MAC address. */
    ETHER("Ethernet address"),
    BYTES("byte sequence"),
    STRING("character string"),
    /** Nanoseconds since 1970. */
    ABSOLUTE_TIME("date and time"),
    /** Nanoseconds. */
    RELATIVE_TIME("time span"),
    /** There or not; no value. A protocol, a note. */
    NONE("label");

    private final String words;

    Type(String words) {
        this.words = words;
    }

    /** For messages to a person: "unsigned integer". */
    public String words() {
        return words;
    }

    /** Whether values are bytes in the packet (or made text) and not a number in a {@code long}. */
    public boolean spans() {
        return this == IPV6 || this == BYTES || this == STRING;
    }
}
