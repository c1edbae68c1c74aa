package io.mcshark.decoder.analysis;

import java.util.Locale;

/** How bad a finding is, from harmless to certain. */
public enum Severity {
    /** A normal event worth a mark on the time line. */
    CHAT,
    /** Unusual; explained. */
    NOTE,
    /** Likely a problem. */
    WARN,
    /** A violation of a protocol, or data lost for certain. */
    ERROR;

    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
