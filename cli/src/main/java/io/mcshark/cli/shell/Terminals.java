package io.mcshark.cli.shell;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** The terminal that a person sits at. */
public final class Terminals {
    private static final String NAME = "mcshark";

    /** How JLine asks the system about it where a library cannot be unpacked. */
    private static final String OTHERS = "ffm,exec";

    private Terminals() {}

    /**
     * Opens it, by JNI if that can be. JLine's builder, told to do so, looks through all jars for providers and has each make itself
     * ready before it takes the first: 0.17 s until the first screen, most of it some 250 classes that the foreign-function
     * way makes at run time.
     */
    public static Terminal system() throws IOException {
        // Asking a terminal about grapheme clusters would swallow what was typed before.
        TerminalBuilder builder = TerminalBuilder.builder()
                .name(NAME)
                .system(true)
                .graphemeCluster(false)
                .providers(OTHERS);
        try {
            TerminalProvider jni = new JniTerminalProvider();
            if (jni.isSystemStream(SystemStream.Output)) {
                return jni.sysTerminal(
                        NAME,
                        builder.computeType(),
                        false,
                        builder.computeEncoding(),
                        builder.computeStdinEncoding(),
                        builder.computeStdoutEncoding(),
                        true,
                        Terminal.SignalHandler.SIG_DFL,
                        false,
                        SystemStream.Output);
            }
        } catch (IOException | LinkageError e) {
            // no place to unpack its library, or none for this system: the others can do without
        }
        return builder.build();
    }

    /** Ctrl-Z, now that the terminal is as it was; Java cannot stop its own process. Comes back when it goes on. */
    public static void stopProcess() throws IOException {
        String pid = String.valueOf(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
