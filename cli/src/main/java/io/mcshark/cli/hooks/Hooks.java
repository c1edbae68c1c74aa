package io.mcshark.cli.hooks;

import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.Console;
import io.mcshark.cli.Options;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.analysis.Happening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The option {@code --on EVENT COMMAND}: what is to be run when something happens. */
public final class Hooks {
    private final List<String> words = new ArrayList<>();
    private final Map<Happening.Type, List<String>> commands = new EnumMap<>(Happening.Type.class);

    public void declare(Options options) {
        options.pairs(
                words,
                "EVENT COMMAND",
                "Live: run a shell command on each join, leave, querier, gap, silence or resume; MCSHARK_EVENT,"
                        + " MCSHARK_GROUP, … tell it of what (docs/events.md).",
                "--on");
    }

    /**
     * Finds what cannot be meant, before anything is begun.
     *
     * @param live whether interfaces are captured on
     */
    public void check(boolean live) {
        commands.clear();
        for (int i = 0; i < words.size(); i += 2) {
            commands.computeIfAbsent(type(words.get(i)), any -> new ArrayList<>())
                    .add(words.get(i + 1));
        }
        if (!live && !words.isEmpty()) {
            throw new UserError(
                    "--on goes with a running capture: -i IF; events FILE tells what happened in a savefile");
        }
    }

    private static Happening.Type type(String text) {
        return Arrays.stream(Happening.Type.values())
                .filter(type -> type.token().equals(text))
                .findFirst()
                .orElseThrow(() -> new UserError("--on " + text + ": give one of "
                        + Arrays.stream(Happening.Type.values())
                                .map(Happening.Type::token)
                                .collect(Collectors.joining(", "))));
    }

    /**
     * Begins to watch a capture for what commands wait for; nothing is done where there are none.
     *
     * @throws IOException when what is captured cannot be read back: it goes to standard output
     */
    public Watching watch(Console console, LiveCapture capture, Settings settings) throws IOException {
        return commands.isEmpty() ? Watching.NONE : new Watch(console, capture, settings, commands);
    }
}
