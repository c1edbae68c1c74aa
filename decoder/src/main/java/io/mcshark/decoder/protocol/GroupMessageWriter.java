package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.FloatingCode;
import io.mcshark.decoder.groups.Address;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes queries and reports of every version of IGMP and MLD, through the fields that {@link Igmp} and {@link Mld} declare:
 * what {@link GroupMessage} reads.
 *
 * <p>IGMP messages have their checksum; MLD's covers the addresses of the IPv6 packet as well and is left zero.
 */
public final class GroupMessageWriter {
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int BYTES_1 = 8, BYTES_QUERY_3 = 12, BYTES_MLD_1 = 24, BYTES_MLD_QUERY_2 = 28;
    private static final int FIRST_RECORD = 8, IPV4 = 4, IPV6 = 16;
    private static final long TENTH = 100_000_000L, MILLI = 1_000_000L, SECOND = 1_000_000_000L;

    private final boolean ipv4;
    private final int version;

    /** @param version IGMP's 1 to 3, MLD's 1 or 2 */
    public GroupMessageWriter(boolean ipv4, int version) {
        this.ipv4 = ipv4;
        this.version = version;
    }

    /** Whether this version can ask for sources and report them. */
    public boolean knowsSources() {
        return version == (ipv4 ? 3 : 2);
    }

    /**
     * A query.
     *
     * @param group asked for, unspecified for all
     * @param sources asked for; none where the version does not know any
     * @param responseNanos how long members may take to answer; IGMPv1 does not say
     * @param robustness the querier's robustness variable, {@code intervalNanos} its query interval, in the newest versions
     */
    public byte[] query(Address group, List<Address> sources, long responseNanos, int robustness, long intervalNanos) {
        int head = ipv4 ? knowsSources() ? BYTES_QUERY_3 : BYTES_1 : knowsSources() ? BYTES_MLD_QUERY_2 : BYTES_MLD_1;
        byte[] message = new byte[head + (knowsSources() ? sources.size() * width() : 0)];
        MemorySegment to = MemorySegment.ofArray(message);
        type(to, ipv4 ? 0x11 : Mld.QUERY);
        address(to, ipv4 ? Igmp.MADDR : knowsSources() ? Mld.ADDRESS_2 : Mld.ADDRESS_1, 0, group);
        long tenths = responseNanos / TENTH;
        long interval = FloatingCode.OCTET.code(intervalNanos / SECOND);
        if (ipv4 && version == 2) {
            Igmp.MAX_RESP_2.set(to, 0, Math.clamp(tenths, 1, 255));
        } else if (ipv4 && version == 3) {
            Igmp.MAX_RESP_3.set(to, 0, FloatingCode.OCTET.code(tenths));
            Igmp.QRV.set(to, 0, robustness);
            Igmp.QQIC.set(to, 0, interval);
            Igmp.NUM_SRC.set(to, 0, sources.size());
        } else if (!ipv4 && version == 1) {
            Mld.DELAY.set(to, 0, Math.clamp(responseNanos / MILLI, 0, 0xffff));
        } else if (!ipv4) {
            Mld.CODE.set(to, 0, FloatingCode.WORD.code(responseNanos / MILLI));
            Mld.QRV.set(to, 0, robustness);
            Mld.QQI.set(to, 0, interval);
            Mld.NB_SOURCES.set(to, 0, sources.size());
        }
        if (knowsSources()) {
            sources(to, head, ipv4 ? Igmp.SADDR : Mld.SOURCE_ADDRESS, sources);
        }
        return summed(message, to);
    }

    /**
     * A report of one group: with sources, or to join from any source; without being asked for ({@link GroupMessage#TO_EX},
     * {@link GroupMessage#ALLOW}) or as an answer. {@link GroupMessage#TO_IN} without sources leaves.
     *
     * @param recordType of the newest versions; older ones know reports, and leaves (IGMPv2) or dones (MLDv1)
     */
    public byte[] report(int recordType, Address group, List<Address> sources) {
        return knowsSources() ? records(recordType, group, sources) : plain(recordType == GroupMessage.TO_IN, group);
    }

    private byte[] plain(boolean leave, Address group) {
        byte[] message = new byte[ipv4 ? BYTES_1 : BYTES_MLD_1];
        MemorySegment to = MemorySegment.ofArray(message);
        type(to, ipv4 ? leave ? 0x17 : version == 1 ? 0x12 : 0x16 : leave ? Mld.DONE : Mld.REPORT_1);
        address(to, ipv4 ? Igmp.MADDR : Mld.ADDRESS_1, 0, group);
        return summed(message, to);
    }

    private byte[] records(int recordType, Address group, List<Address> sources) {
        int head = FIRST_RECORD + GroupRecords.head(width());
        byte[] message = new byte[head + sources.size() * width()];
        MemorySegment to = MemorySegment.ofArray(message);
        type(to, ipv4 ? 0x22 : Mld.REPORT_2);
        (ipv4 ? Igmp.NUM_GRP_RECS : Mld.NB_RECORDS).set(to, 0, 1);
        (ipv4 ? Igmp.RECORD_TYPE : Mld.RECORD_TYPE).set(to, FIRST_RECORD, recordType);
        (ipv4 ? Igmp.RECORD_NUM_SRC : Mld.RECORD_NB_SOURCES).set(to, FIRST_RECORD, sources.size());
        address(to, ipv4 ? Igmp.RECORD_MADDR : Mld.RECORD_ADDRESS, FIRST_RECORD, group);
        sources(to, head, ipv4 ? Igmp.RECORD_SADDR : Mld.RECORD_SOURCE_ADDRESS, sources);
        return summed(message, to);
    }

    private int width() {
        return ipv4 ? IPV4 : IPV6;
    }

    private void type(MemorySegment to, int type) {
        (ipv4 ? Igmp.TYPE : Icmpv6.TYPE).set(to, 0, type);
    }

    private void sources(MemorySegment to, int at, Field field, List<Address> sources) {
        for (int i = 0; i < sources.size(); i++) {
            address(to, field, at + i * width(), sources.get(i));
        }
    }

    private void address(MemorySegment to, Field field, int base, Address address) {
        if (ipv4) {
            field.set(to, base, address.low());
        } else {
            to.set(U64, base + field.at(), address.high());
            to.set(U64, base + field.at() + 8, address.low());
        }
    }

    private byte[] summed(byte[] message, MemorySegment to) {
        if (ipv4) {
            long sum = Checksum.sum(message, 0, message.length, 0);
            Igmp.CHECKSUM.set(to, 0, ~Checksum.fold(sum));
        }
        return message;
    }
}
