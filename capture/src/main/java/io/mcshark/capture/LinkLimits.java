package io.mcshark.capture;

/** How large a packet may be before its length is taken for a lie: what libpcap and Wireshark allow. */
final class LinkLimits {
    private static final int USUAL = 262_144, DBUS_MOST = 128 << 20, USBPCAP_MOST = 128 << 20, EBHSCR_MOST = 8 << 20;
    private static final int DBUS = 231, USBPCAP = 249, EBHSCR = 279;

    private LinkLimits() {}

    static int most(int linkType) {
        return switch (linkType) {
            case DBUS -> DBUS_MOST;
            case USBPCAP -> USBPCAP_MOST;
            case EBHSCR -> EBHSCR_MOST;
            default -> USUAL;
        };
    }
}
