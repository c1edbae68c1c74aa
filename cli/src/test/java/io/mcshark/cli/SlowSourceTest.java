package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.pcaps.Pcaps;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known is shown while more is waited for, without -l. */
class SlowSourceTest {
    @TempDir
    Path folder;

    /** A pipe that is held open: as behind {@code ssh host tcpdump -U -w -}. */
    @ParameterizedTest
    @CsvSource({"read -", "read - -w -", "read - -T json -e ip.src"})
    void packetsOfAPipeAreShownBeforeItEnds(String command) {
        Ran ran = Ran.bash(folder, """
                mkfifo pipe
                mcshark %s <pipe >out &
                exec 3>pipe
                cat '%s' >&3
                until [ -s out ]; do sleep 0.02; done
                exec 3>&-
                wait $!
                """.formatted(command, Pcaps.path("igmp-v3.pcap")));
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
    }

    @Test
    void packetsOfAGrowingFileAreShownBeforeItsEnd() {
        Ran ran = Ran.bash(folder, """
                cp '%s' file
                : >out # before the other process makes it
                mcshark read --follow file >out &
                until [ "$(wc -l <out)" = 48 ]; do sleep 0.02; done
                tail -c +25 file >more
                cat more >>file
                until [ "$(wc -l <out)" = 96 ]; do sleep 0.02; done
                kill -TERM $! # bash has what it starts ignore SIGINT
                wait $!
                """.formatted(Pcaps.path("igmp-v3.pcap")));
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
    }
}
