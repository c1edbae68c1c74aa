package io.mcshark.decoder.filter;

import io.mcshark.decoder.Type;

/** The functions of the language: those of Wireshark 4.0 and of newer releases. */
public enum Function {
    LEN("bytes of each value", "FIELD", Type.UINT),
    COUNT("how many values there are", "FIELD", Type.UINT),
    UPPER("text in upper case", "TEXT", Type.STRING),
    LOWER("text in lower case", "TEXT", Type.STRING),
    STRING("a value as -T fields prints it", "FIELD", Type.STRING),
    VALS("the name of a value", "FIELD", Type.STRING),
    DEC("a number in decimal", "NUMBER", Type.STRING),
    HEX("a number in hexadecimal", "NUMBER", Type.STRING),
    MAX("the greatest of all values", "VALUE, …", null),
    MIN("the least of all values", "VALUE, …", null),
    ABS("a number without its sign", "NUMBER", null),
    IP_MULTICAST("a group address", "ADDRESS", Type.BOOL),
    IP_LINKLOCAL("an address of this link only", "ADDRESS", Type.BOOL),
    IP_RFC1918("an IPv4 address for private use", "ADDRESS", Type.BOOL),
    IP_ULA("a unique local IPv6 address", "ADDRESS", Type.BOOL),
    IP_SPECIAL_NAME("what IANA reserved an address for", "ADDRESS", Type.STRING),
    IP_SPECIAL_MASK("what IANA says of a special address, as five bits", "ADDRESS", Type.UINT);

    private final String about;
    private final String takes;
    private final Type gives;

    Function(String about, String takes, Type gives) {
        this.about = about;
        this.takes = takes;
        this.gives = gives;
    }

    /** As written in a filter. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What it gives, in a few words. */
    public String about() {
        return about;
    }

    /** What it is given, for messages. */
    String takes() {
        return takes;
    }

    /** The type of what it gives; null when that is the type of what it is given. */
    Type gives() {
        return gives;
    }

    /** Whether it takes several arguments. */
    boolean takesSeveral() {
        return this == MAX || this == MIN;
    }

    /** Whether it asks something of IP addresses. */
    boolean isOfAddresses() {
        return ordinal() >= IP_MULTICAST.ordinal();
    }

    /** The function of that name, or null. */
    static Function of(String word) {
        for (Function function : values()) {
            if (function.word().equals(word)) {
                return function;
            }
        }
        return null;
    }
}
