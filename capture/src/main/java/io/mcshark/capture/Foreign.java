package io.mcshark.capture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Knows by their first bytes files that are often taken for savefiles. */
final class Foreign {
    /** First bytes, and what they begin; \n, \0 and octets above 127 stand for themselves. */
    private static final String[][] MAGICS = {
        {"btsnoop\0", "a btsnoop capture (Bluetooth)"},
        {"RTSS", "a Microsoft Network Monitor 1 capture"},
        {"GMBU", "a Microsoft Network Monitor 2 capture"},
        {"TRSNIFF data    \u001a", "a Sniffer capture"},
        {"XCP\0", "a NetXRay or Windows Sniffer capture"},
        {"\u007fVeR", "an EtherPeek capture"},
        {"\u007fver", "an EtherPeek capture"},
        {"NetS", "a Network Instruments Observer capture"},
        {"\u0006\u000e+4", "an MXF media file"},
        {"PK\u0003\u0004", "a zip archive: unpack it first"},
        {"\u00fd7zXZ\0", "an xz file: unpack it first (xz -dc FILE | mcshark read -)"},
        {"BZh", "a bzip2 file: unpack it first (bzip2 -dc FILE | mcshark read -)"},
        {"7z\u00bc\u00af", "a 7-Zip archive: unpack it first"},
        {"\u0002!L\u0018", "an LZ4 file of the old format: unpack it first (lz4 -dc FILE | mcshark read -)"},
        {"\u007fELF", "a program"},
        {"%PDF", "a PDF document"},
        {"\u0089PNG", "a picture"},
        {"<?xml", "an XML document"},
        {"<!DOCTYPE", "an HTML document"},
        {"<html", "an HTML document"},
        {"\u0000\u0001\u0000\u0000\u0003\u00e8", "an AirMagnet capture"},
    };

    private static final int LOOK = 64;

    private Foreign() {}

    /** What the {@code have} bytes at the start of {@code memory} look like, as the end of a sentence; empty if nothing known. */
    static String look(MemorySegment memory, int have) {
        int n = Math.min(have, LOOK);
        byte[] bytes = memory.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String[] magic : MAGICS) {
            if (text.startsWith(magic[0])) {
                return "; looks like " + magic[1];
            }
        }
        if (text.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t')) {
            return "; looks like text";
        }
        if (text.chars().allMatch(c -> c == 0)) {
            return "; begins with zeros";
        }
        if (n == LOOK && bytes[0] == 0x47 || n > 188 && memory.get(ValueLayout.JAVA_BYTE, 188) == 0x47) {
            return "; looks like an MPEG transport stream";
        }
        return "";
    }
}
