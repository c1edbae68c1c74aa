package io.mcshark.cli.shell;

import io.mcshark.capture.live.Counts;
import io.mcshark.capture.live.Running;
import io.mcshark.cli.Capture;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.LiveOptions;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.UserError;
import io.mcshark.cli.hooks.Hooks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code capture start -i IF …}, {@code capture stop}: a live capture as the shell's session. */
final class CaptureCommand implements Declared {
    private final LiveOptions live = new LiveOptions();
    private final Hooks hooks = new Hooks();
    private final List<String> verb = new ArrayList<>();

    private final Captures captures;
    private final Console console;

    CaptureCommand(Captures captures, Console console) {
        this.captures = captures;
        this.console = console;
    }

    @Override
    public String about() {
        return "Captures in the background: capture start -i IF, capture stop.";
    }

    @Override
    public void declare(Options options) {
        options.operands(verb, "1", "start|stop", "What to do.");
        live.declare(options);
        hooks.declare(options);
    }

    @Override
    public Integer call() throws IOException {
        switch (verb.getFirst()) {
            case "start" -> start();
            case "stop" -> stop();
            default -> throw new UserError("capture " + verb.getFirst() + ": give start or stop");
        }
        return Main.OK;
    }

    private void start() throws IOException {
        if (captures.current().capturing()) {
            throw new UserError("a capture is running: capture stop");
        }
        captures.refuse(live.target());
        Session session = captures.fresh();
        session.capture(live, hooks, console.screen() == null ? console : console.telling(session.notices()::add));
        captures.take(session);
    }

    private void stop() {
        Session session = captures.current();
        Running capture = session.live();
        if (capture == null) {
            throw new UserError("no capture is running");
        }
        session.stop();
        for (Counts counts : capture.counts()) {
            console.text().println(Capture.words(counts));
        }
    }
}
