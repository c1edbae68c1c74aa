package io.mcshark.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.cli.Ran;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "capture -i lo --on jion true | --on jion: give one of join, leave, querier, gap, silence, resume",
                "groups -i lo --on join | --on needs a value: EVENT COMMAND",
                "groups x.pcap --on join true | --on goes with a running capture: -i IF; events FILE tells what happened"
                        + " in a savefile"
            })
    void whatCannotBeMeantIsOneLine(String line, String told) {
        assertEquals(new Ran(2, "", "mcshark: " + told + "\n"), Ran.mcshark(line.split(" ")));
    }
}
