package io.mcshark.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is what the decoder reads. */
class QuestionTest {
    private static final Envelopes ENVELOPES = new Envelopes("02:00:00:00:00:01");
    private static final Address OWN_4 = Envelopes.parsed("192.0.2.1"), OWN_6 = Envelopes.parsed("fe80::1");
    private static final long TWO_SECONDS = 2_000_000_000L;

    private static Question question(String asked, int version) {
        List<Address> all = Question.parse(asked);
        boolean ipv4 = all.getFirst().isIpv4();
        return new Question(ipv4, version, ipv4 ? OWN_4 : OWN_6, all.getFirst(), all.subList(1, all.size()));
    }

    private static Frame walked(byte[] bytes) {
        Frame frame = new Frame();
        frame.wrap(MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length, 0, 1, 1);
        return frame;
    }

    private static GroupMessage message(byte[] bytes) {
        GroupMessage message = new GroupMessage();
        assertTrue(message.aim(walked(bytes)));
        assertFalse(message.isBad(), "checksum");
        return message;
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "true, 3", "false, 1", "false, 2"})
    void generalQueries(boolean ipv4, int version) {
        GroupMessage query =
                message(Question.general(ipv4, version, ipv4 ? OWN_4 : OWN_6).query(ENVELOPES, TWO_SECONDS));
        assertTrue(query.isGeneral());
        assertEquals(version, query.version());
        assertEquals(ipv4 && version == 1 ? 10_000_000_000L : TWO_SECONDS, query.responseNanos());
        assertEquals(query.isNewest() ? 125_000_000_000L : 0, query.intervalNanos());
        assertEquals(query.isNewest() ? 2 : 0, query.robustness());
    }

    @ParameterizedTest
    @CsvSource({
        "239.1.1.1, 2",
        "239.1.1.1, 3",
        "'232.1.1.1,192.0.2.7,192.0.2.8', 3",
        "ff15::1, 1",
        "ff15::1, 2",
        "'ff35::1,2001:db8::7', 2"
    })
    void specificQueries(String asked, int version) {
        Question question = question(asked, version);
        GroupMessage query = message(question.query(ENVELOPES, TWO_SECONDS));
        assertFalse(query.isGeneral());
        assertEquals(version, query.version());
        assertEquals(question.group(), query.groupAddress());
        assertEquals(question.sources().size(), query.sources());
        for (int i = 0; i < query.sources(); i++) {
            assertEquals(question.sources().get(i), query.sourceAddress(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "239.1.1.1, 1, true, 2",
        "239.1.1.1, 2, true, 2",
        "239.1.1.1, 2, false, 3",
        "239.1.1.1, 3, true, 4",
        "239.1.1.1, 3, false, 3",
        "'232.1.1.1,192.0.2.7', 3, true, 5",
        "'232.1.1.1,192.0.2.7', 3, false, 6",
        "ff15::1, 1, true, 2",
        "ff15::1, 1, false, 3",
        "ff15::1, 2, true, 4",
        "'ff35::1,2001:db8::7', 2, false, 6"
    })
    void reports(String asked, int version, boolean join, int type) {
        Question question = question(asked, version);
        GroupMessage report = message(question.report(ENVELOPES, join));
        assertEquals(version, report.version());
        assertTrue(report.next());
        assertEquals(type, report.recordType());
        assertEquals(question.group(), report.groupAddress());
        assertEquals(question.sources().size(), report.sources());
    }

    @Test
    void theyGoWhereRfcsWantThem() throws FilterException {
        String alert4 = " && ip.ttl == 1 && ip.opt.ra && eth.src == 02:00:00:00:00:01";
        assertPasses(
                "ip.dst == 224.0.0.1 && eth.dst == 01:00:5e:00:00:01" + alert4,
                Question.general(true, 3, OWN_4).query(ENVELOPES, TWO_SECONDS));
        assertPasses("ip.dst == 239.1.1.1" + alert4, question("239.1.1.1", 2).query(ENVELOPES, TWO_SECONDS));
        assertPasses("ip.dst == 224.0.0.2" + alert4, question("239.1.1.1", 2).report(ENVELOPES, false));
        assertPasses("ip.dst == 224.0.0.22" + alert4, question("239.1.1.1", 3).report(ENVELOPES, false));
        String alert6 = " && ipv6.hlim == 1 && ipv6.opt.router_alert == 0";
        assertPasses(
                "ipv6.dst == ff02::1 && eth.dst == 33:33:00:00:00:01" + alert6,
                Question.general(false, 2, OWN_6).query(ENVELOPES, TWO_SECONDS));
        assertPasses("ipv6.dst == ff02::2" + alert6, question("ff15::1", 1).report(ENVELOPES, false));
        assertPasses("ipv6.dst == ff02::16" + alert6, question("ff15::1", 2).report(ENVELOPES, true));
    }

    private static void assertPasses(String filter, byte[] bytes) throws FilterException {
        assertTrue(Filter.compile(filter).test(walked(bytes)), filter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "239.1.1.1 | 4 | there is no IGMPv4",
                "ff15::1 | 3 | there is no MLDv3",
                "239.1.1.1,10.0.0.1 | 2 | IGMPv2 knows no sources",
                "10.0.0.1 | 3 | no multicast group",
                "239.1.1.1,239.1.1.2 | 3 | is itself a multicast group",
                "239.1.1.1,fe80::1 | 3 | not of the same IP version",
                "239.1.1.1,x | 3 | is no IP address"
            })
    void refusesWhatCannotBeAsked(String asked, int version, String message) {
        UserError error = assertThrows(UserError.class, () -> question(asked, version));
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @Test
    void mldComesFromLinkLocalAddresses() {
        assertThrows(UserError.class, () -> Question.general(false, 2, Envelopes.parsed("2001:db8::1")));
        assertThrows(UserError.class, () -> Question.general(false, 2, Envelopes.parsed("::")));
    }

    @Test
    void everyKeyIsDocumented() throws IOException {
        String text = Files.readString(Lab.repository("docs/query.md"));
        Answers.SHEET.columns().forEach(c -> assertTrue(text.contains("`" + c.key() + "`"), c.key()));
    }
}
