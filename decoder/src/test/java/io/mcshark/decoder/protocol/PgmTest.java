package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** RFC 3208. */
class PgmTest {
    private static final String SOURCE = "0a0102030405", FOUR = "0001 0000 c0000201";

    private static Decoded pgm(String type, String options, String tsdu, String hex) {
        return Decoded.ipv4(113, "1d4c d625" + type + options + "0000" + SOURCE + tsdu + hex)
                .sayAll();
    }

    @Test
    void data() {
        String fragment = "01100100 000000c9 00000578 00000fa0", join = "83080000 00000096";
        Decoded odata = pgm("04", "03", "0005", "000000ca 00000064 0004001c" + fragment + join + "71756f7465");
        odata.has(
                "frame.protocols", "eth:ethertype:ip:pgm:data", "data.data", "71756f7465", "pgm.spm.sqn", "0x000000ca");
        odata.has(
                "pgm.hdr.opts.netsig",
                "1",
                "pgm.hdr.tsdulen",
                "5",
                "pgm.opts.tlen",
                "28",
                "pgm.genopts.type",
                "0x01,0x03");
        odata.has("pgm.opts.fragment.fragment_offset", "1400", "pgm.opts.join.min_join", "0x00000096");
        odata.has(
                "pgm.genopts.end",
                "0,1",
                "pgm.hdr.cksum.status",
                "0",
                "pgm.bad_checksum",
                "1",
                "pgm.port",
                "7500,54821");
        assertEquals("pgm odata 202, 5 bytes  fragment join [bad checksum]", odata.row("pgm"));
    }

    @Test
    void paths() {
        Decoded spm = pgm("00", "00", "0000", "00000007 00000064 000000c8" + FOUR);
        spm.has("pgm.spm.path.ipv4", "192.0.2.1", "pgm.spm.lead", "0x000000c8", "pgm.hdr.cksum.status", "3");
        assertEquals("pgm spm 7, window 100–200", spm.row("pgm"));
        Decoded six = pgm("00", "00", "0000", "00000007 00000064 000000c8 0002 0000 20010db8000000000000000000000001");
        six.has("pgm.spm.path.ipv6", "2001:db8::1", "pgm.spm.path.ipv4", "", "_ws.malformed", "");
        pgm("00", "01", "0000", "00000007 00000064 000000c8 0007 0000 00040004")
                .has("pgm.address_format_invalid", "1", "pgm.opts.tlen", "4", "pgm.spm.pathafi", "7");
    }

    @Test
    void repairs() {
        String list = "820c0000 000000cb 000000cc", redirect = "070c0000 0001 0000 c0000209";
        Decoded ncf = pgm("0a", "01", "0000", "000000ca" + FOUR + "0001 0000 ef010203 0004001c" + redirect + list);
        ncf.has("pgm.nak.sqn", "0x000000ca", "pgm.nak.src.ipv4", "192.0.2.1", "pgm.nak.grp.ipv4", "239.1.2.3");
        ncf.has("pgm.opts.nak.list", "000000cb,000000cc", "pgm.opts.redirect.dlr.ipv4", "192.0.2.9");
        assertEquals("pgm ncf 202  redirect naklist", ncf.row("pgm"));
        Decoded poll = pgm("01", "00", "0000", "00000009 0002 0001" + FOUR + "000003e8 abcdef01 000000ff");
        poll.has(
                "pgm.poll.subtype",
                "0x0001",
                "pgm.poll.path.ipv4",
                "192.0.2.1",
                "pgm.poll.matching_bmask",
                "0x000000ff");
        pgm("02", "00", "0000", "00000009 0002 0000").has("pgm.polr.round", "2", "_ws.malformed", "");
        pgm("0c", "00", "0000", "").has("pgm.hdr.type", "0x0c", "_ws.malformed", "");
        String feedback = "93100000 00123456 0001 00ff c0000207";
        pgm("0d", "01", "0000", "000000c9 fffffffe 00040014" + feedback)
                .has("pgm.ack.bitmap", "0xfffffffe", "pgm.opts.ccdata.tstamp", "0x00123456")
                .has("pgm.opts.ccdata.lossrate", "0x00ff", "pgm.opts.ccdata.acker.ipv4", "192.0.2.7");
    }

    @Test
    void lies() {
        pgm("04", "01", "0005", "000000cb 00000064 0004000c 01280000 00000001 71756f7465")
                .has("pgm.genopts.len.invalid", "1", "data.data", "71756f7465", "pgm.opts.fragment.first_sqn", "");
        pgm("04", "01", "0005", "000000cb 00000064 00040008 83020000 71756f7465")
                .has("pgm.genopts.len.invalid", "1", "data.data", "71756f7465");
        pgm("04", "01", "0000", "000000cb 00000064 03080000 00000009")
                .has("pgm.opts.type.invalid", "1", "pgm.genopts.type", "");
        pgm("04", "01", "0000", "000000cb 00000064 0004ffff").has("_ws.malformed", "Malformed Packet");
        pgm("00", "00", "0000", "00000007 00000064 000000c8")
                .has("pgm.spm.lead", "0x000000c8", "_ws.malformed", "Malformed Packet");
        pgm("33", "00", "0000", "aa").has("pgm.hdr.type", "", "frame.protocols", "eth:ethertype:ip:data");
        Decoded.ipv4(113, "1d4c d625").sayAll().has("_ws.malformed", "Malformed Packet");
        assertTimeout(
                Duration.ofSeconds(5),
                () -> pgm("04", "01", "0000", "00000001 00000001 0004ffff" + "0d040000".repeat(15000)));
    }
}
