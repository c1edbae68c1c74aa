package io.mcshark.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shells themselves complete; man itself shows the pages. */
class ManualTest {
    @TempDir
    Path folder;

    /** What bash proposes with the cursor behind a line. */
    private List<String> completed(String line) throws IOException {
        Lab.assumeProgram("bash");
        Files.writeString(
                folder.resolve("script"), Ran.mcshark("completion", "bash").out());
        Files.writeString(folder.resolve("a capture.pcap"), "");
        Ran ran = run(
                "bash",
                "-c",
                ". ./script; COMP_WORDS=(" + line + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mcshark 2>/dev/null;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"");
        assertEquals("", ran.err());
        return ran.out().lines().toList();
    }

    @Test
    void bashCompletesCommandsOptionsAndValues() throws IOException {
        assertEquals(List.of("streams"), completed("mcshark str"));
        assertEquals(List.of("--display-filter"), completed("mcshark streams --disp"));
        assertTrue(completed("mcshark capture -i ''").contains("any"));
        assertEquals(List.of("ad"), completed("mcshark read -t ad"));
        assertEquals(List.of("bash"), completed("mcshark completion ba"));
        assertEquals(List.of("queriers"), completed("mcshark help queriers"));
        assertTrue(completed("mcshark read a").contains("a capture.pcap")
                || completed("mcshark read a").contains("a"));
        assertTrue(completed("mcshark capture -w a").stream().anyMatch(word -> word.startsWith("a")));
    }

    @ParameterizedTest
    @CsvSource({"zsh, zsh -n", "fish, fish --no-execute", "bash, bash -n"})
    void shellsTakeTheirScripts(String shell, String check) throws IOException {
        Lab.assumeProgram(shell);
        Ran made = Ran.mcshark("completion", shell);
        assertEquals(0, made.code(), made.err());
        Files.writeString(folder.resolve("script"), made.out());
        Ran ran = run("sh", "-c", check + " script");
        assertEquals("", ran.err() + ran.out());
        assertEquals(0, ran.code());
    }

    @Test
    void fishCompletes() throws IOException {
        Lab.assumeProgram("fish");
        Files.writeString(
                folder.resolve("script"), Ran.mcshark("completion", "fish").out());
        Ran ran = run("fish", "--no-config", "-c", "source script; complete -C 'mcshark streams --link'");
        assertTrue(ran.out().startsWith("--link\tBursts of 1, 10"), ran.out() + ran.err());
    }

    /** Every option of every command is in its page, and groff finds nothing to complain about. */
    @Test
    void manShowsThePages() throws IOException {
        Ran made = Ran.mcshark("man", "--into", folder.toString());
        assertEquals("", made.err());
        assertTrue(Files.readString(folder.resolve("mcshark.1")).contains(".BR mcshark\\-streams (1)"));
        Lab.assumeProgram("man");
        Lab.assumeProgram("groff");
        Ran shown = run("sh", "-c", "MANPAGER=cat MANWIDTH=200 man --warnings -l mcshark-capture.1");
        assertEquals("", shown.err());
        assertTrue(
                shown.out().contains("--display-filter FILTER") || shown.out().contains("-Y FILTER"), shown.out());
        assertTrue(shown.out().contains("next file after S seconds; %H and such in its name"), shown.out());
        for (String page : List.of("mcshark.1", "mcshark-send.1", "mcshark-expert.1", "mcshark-man.1")) {
            assertEquals(
                    "",
                    run("sh", "-c", "MANPAGER=cat man --warnings -l " + page + " >/dev/null")
                            .err());
        }
    }

    @Test
    void saysWhatThereIsNot() {
        assertEquals(
                "mcshark: completion csh: give bash, zsh or fish\n",
                Ran.mcshark("completion", "csh").err());
        assertEquals(
                "mcshark: man strems: no such command; did you mean streams?\n",
                Ran.mcshark("man", "strems").err());
        assertFalse(Ran.mcshark("man", "--into", "/nowhere").err().isEmpty());
    }

    private Ran run(String... words) throws IOException {
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ran(process.waitFor(), out, Files.readString(folder.resolve("err")));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
