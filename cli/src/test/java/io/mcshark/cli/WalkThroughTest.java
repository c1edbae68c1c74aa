package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/walk-through.md shows is what a terminal shows; {@code docs/walk-through.sh} makes it anew. */
class WalkThroughTest {
    private static final int LONG_SECONDS = 240;

    @TempDir
    Path folder;

    @Test
    void isAsTheProgramIs() throws IOException, InterruptedException {
        Lab.assumeProgram("tmux");
        Path script = Path.of("../docs/walk-through.sh");
        assumeTrue(Files.exists(script), "not run from the cli folder");
        Path program = Files.writeString(
                folder.resolve("mcshark"),
                "#!/bin/sh\nexport CLASSPATH='" + Ran.classPath() + "'\nexec "
                        + Ran.command(
                                "-Dmcshark.terminal=true",
                                "-Dmcshark.terminal.in=true",
                                "-Dorg.jline.utils.disableAlternateCharset=true")
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path made = folder.resolve("made.md");
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), made.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("MCSHARK", program.toString());
        Process process = builder.start();
        if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
        }
        assertEquals(0, process.waitFor(), Files.readString(said));
        assertEquals(
                Files.readString(Path.of("../docs/walk-through.md")),
                Files.readString(made),
                "docs/walk-through.sh makes it anew");
    }
}
