package io.mcshark.cli.shell;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal that a person sits at. */
public final class Terminals {
    /**
     * How JLine asks the system about it. The foreign-function way makes some 250 classes at run time, which no start-up cache keeps:
     * 0.3 s of CPU more than JNI until the first screen. It stays for where a library cannot be unpacked.
     */
    private static final String PROVIDERS = "jni,ffm,exec";

    private Terminals() {}

    /** Opens it; asking it about grapheme clusters would swallow what was typed before. */
    public static Terminal system() throws IOException {
        return TerminalBuilder.builder()
                .name("mcshark")
                .system(true)
                .graphemeCluster(false)
                .providers(PROVIDERS)
                .build();
    }
}
