package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocols;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecodeOptionsTest {
    @Test
    void helpNamesAllThatCanBeGuessed() {
        String all = Protocols.all().stream()
                .filter(Protocol::isGuessed)
                .map(Protocol::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        assertEquals(all, DecodeOptions.GUESSABLE);
    }
}
