package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "239.1.2.3:5000 | 239.1.2.3:5000",
                "239.1.2.3 | 239.1.2.3:1234",
                "10.0.0.7,232.1.1.1:5000 | 10.0.0.7,232.1.1.1:5000",
                "10.0.0.7,232.1.1.1 | 10.0.0.7,232.1.1.1:1234",
                "[ff15::1]:5000 | [ff15::1]:5000",
                "[ff15::1] | [ff15::1]:1234",
                "ff15::1 | [ff15::1]:1234",
                "FF15:0:0::0:1 | [ff15::1]:1234",
                "2001:db8::7,[ff35::1]:5000 | 2001:db8::7,[ff35::1]:5000",
                "[2001:db8::7],[ff35::1]:5000 | 2001:db8::7,[ff35::1]:5000",
                "ff0e:1:2:3:4:5:6:7 | [ff0e:1:2:3:4:5:6:7]:1234",
                "224.0.0.0:65535 | 224.0.0.0:65535",
                "239.255.255.255:1 | 239.255.255.255:1"
            })
    void readsGroupsWithPortAndSource(String text, String expected) {
        assertEquals(
                List.of(expected),
                Target.parse(text).stream().map(Target::toString).toList());
    }

    @Test
    void aPlusStandsForConsecutiveGroups() {
        assertEquals(
                "[239.1.1.254:5000, 239.1.1.255:5000, 239.1.2.0:5000]",
                Target.parse("239.1.1.254:5000+3").toString());
        assertEquals(
                "[[ff15::ffff]:7, [ff15::1:0]:7]",
                Target.parse("[ff15::ffff]:7+2").toString());
        assertEquals(
                "[10.0.0.7,232.1.1.1:5, 10.0.0.7,232.1.1.2:5]",
                Target.parse("10.0.0.7,232.1.1.1:5+2").toString());
        assertEquals(2, Target.parse("239.1.1.1+2").size());
    }

    @Test
    void severalSourcesAreAsManyTargets() {
        assertEquals(
                "[10.0.0.7,232.1.1.1:5, 10.0.0.7,232.1.1.2:5, 10.0.0.8,232.1.1.1:5, 10.0.0.8,232.1.1.2:5]",
                Target.parse("10.0.0.7,10.0.0.8,232.1.1.1:5+2").toString());
    }

    @Test
    void groupsGivenTwiceCountOnce() {
        assertEquals(
                3,
                Target.parse(List.of("239.1.1.1:5+2", "239.1.1.2:5", "239.1.1.2:6"))
                        .size());
    }

    @Test
    void theInterfaceMayStandWithTheGroup() {
        Target target = Target.parse("[ff02::1%eth0]:5000").getFirst();
        assertEquals("eth0", target.scope());
        assertTrue(target.needsInterface());
        assertNull(Target.parse("[ff15::1]:5000").getFirst().scope());
        UserError e = assertThrows(
                UserError.class, () -> Target.parse("ff02::1").getFirst().on(Nic.ANY));
        assertTrue(e.getMessage().contains("name one with -i"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1:5000",
                "240.0.0.1:5000",
                "223.255.255.255",
                "255.255.255.255:5",
                "[2001:db8::1]:5000",
                "[fe80::1%eth0]:5"
            })
    void unicastIsRefusedAsNoGroup(String text) {
        UserError e = assertThrows(UserError.class, () -> Target.parse(text));
        assertTrue(e.getMessage().contains("is no multicast group"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "239.1.1.1:0",
                "239.1.1.1:65536",
                "239.1.1.1:",
                "239.1.1.1:http",
                "[ff15::1]:-1",
                "239.1.1.1:99999999999"
            })
    void aPortIsFrom1To65535(String text) {
        UserError e = assertThrows(UserError.class, () -> Target.parse(text));
        assertTrue(e.getMessage().endsWith("is outside 1 to 65535"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host:5000",
                "239.1.1",
                "239.1.1.256:5",
                "[ff15::1:5",
                "[ff15:::1]:5",
                "239.1.1.1.1",
                ",239.1.1.1",
                "[]:5"
            })
    void whatIsNoAddressIsRefused(String text) {
        UserError e = assertThrows(UserError.class, () -> Target.parse(text));
        assertTrue(e.getMessage().contains("is no IP address"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "239.255.255.255:5+2",
                "239.1.1.1+0",
                "239.1.1.1+65537",
                "239.1.1.1+x",
                "232.1.1.1,232.1.1.2:5",
                "10.0.0.1,ff35::1"
            })
    void whatCannotBeMeantIsRefused(String text) {
        assertThrows(UserError.class, () -> Target.parse(text));
    }
}
