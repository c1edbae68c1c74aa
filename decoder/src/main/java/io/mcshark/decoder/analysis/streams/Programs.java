package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;

/**
 * The programs that a transport stream's association table lists, and when their maps came: ITU-T H.222.0, 2.4.4.3 and 2.4.4.8. Of a
 * table only what lies in the packet it begins in is read, which is about forty programs.
 */
final class Programs {
    private static final int MOST = 64;
    private static final int SECTION = 8, PROGRAM = 4, CRC = 4;

    private int[] pids = {};
    private long[] nanos = {};
    private int count;

    /**
     * A packet in which an association table begins: what it lists counts from now on, and no more what it does not.
     *
     * @param at where its payload begins, with the pointer to the table; {@code end} where that ends
     */
    void table(Datagram p, int at, int end) {
        int section = at >= end ? end : at + 1 + p.u8(at);
        if (section + SECTION > end || p.u8(section) != 0 || (p.u8(section + 5) & 1) == 0) {
            return; // no association table, or the next one already
        }
        int stop = Math.min(end, section + 3 + (p.u16(section + 1) & 0xfff) - CRC);
        boolean whole = p.u8(section + 7) == 0;
        int[] before = pids;
        long[] seen = nanos;
        int known = count;
        if (whole) {
            pids = new int[MOST];
            nanos = new long[MOST];
            count = 0;
        }
        for (int i = section + SECTION; i + PROGRAM <= stop && count < MOST; i += PROGRAM) {
            int pid = p.u16(i + 2) & 0x1fff;
            if (p.u16(i) != 0 && place(pids, count, pid) < 0) {
                int place = place(before, known, pid);
                pids[count] = pid;
                nanos[count++] = place < 0 ? p.nanos() : seen[place];
            }
        }
    }

    private static int place(int[] pids, int count, int pid) {
        for (int i = 0; i < count; i++) {
            if (pids[i] == pid) {
                return i;
            }
        }
        return -1;
    }

    /** A section begins in a packet of that PID. */
    void section(int pid, long now) {
        int place = place(pids, count, pid);
        if (place >= 0) {
            nanos[place] = now;
        }
    }

    /** The PID of the first map that has not come for so long; -1 for none. */
    int missing(long now, long limit) {
        for (int i = 0; i < count; i++) {
            if (now - nanos[i] > limit) {
                return pids[i];
            }
        }
        return -1;
    }

    /** When that map came last, or was listed first. */
    long nanos(int pid) {
        return nanos[place(pids, count, pid)];
    }
}
