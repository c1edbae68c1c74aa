package io.mcshark.capture.bpf;

import io.mcshark.capture.PacketReader;
import java.io.IOException;
import java.util.Arrays;

/** A capture filter for the packets of savefiles; compiled anew for each link type that is met. One thread at a time. */
public final class SavefileFilter {
    private final String text;
    private int[] links = new int[0];
    private Program[] programs = new Program[0];

    /** @param text in libpcap's language (pcap-filter(7)); a blank one takes every packet */
    public SavefileFilter(String text) {
        this.text = text;
    }

    /** Whether the packet under a reader's cursor passes. */
    public boolean passes(PacketReader reader) throws IOException {
        return program(reader.linkType()).run(reader.segment(), reader.at(), reader.captured(), reader.length()) != 0;
    }

    /**
     * The program for packets of a link type.
     *
     * @throws IOException when libpcap is missing, or the text means nothing on that link
     */
    public Program program(int linkType) throws IOException {
        for (int i = 0; i < links.length; i++) {
            if (links[i] == linkType) {
                return programs[i];
            }
        }
        Program program = Compiler.compile(text, linkType);
        links = Arrays.copyOf(links, links.length + 1);
        programs = Arrays.copyOf(programs, links.length);
        links[links.length - 1] = linkType;
        programs[links.length - 1] = program;
        return program;
    }
}
