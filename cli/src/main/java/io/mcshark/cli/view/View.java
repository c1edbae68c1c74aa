package io.mcshark.cli.view;

import io.mcshark.capture.live.Running;
import io.mcshark.cli.Capture;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.LiveOptions;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.Time;
import io.mcshark.cli.UserError;
import io.mcshark.cli.hooks.Hooks;
import io.mcshark.cli.shell.Session;
import io.mcshark.cli.shell.Shell;
import io.mcshark.cli.shell.Tenure;
import io.mcshark.cli.shell.Terminals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** {@code view}: the full-screen packet browser, on a savefile, on interfaces, or on what is open in the shell. */
public final class View implements Declared {
    /** How often the screen is looked after without a key. */
    private static final long TICK_MILLIS = 100;

    private static final long BOTH_NANOS = 1_000_000_000;

    private static final String MOUSE_ON = "\033[?1000h\033[?1006h", MOUSE_OFF = "\033[?1006l\033[?1000l";

    private final List<String> files = new ArrayList<>();
    private final LiveOptions live = new LiveOptions();
    private final Hooks hooks = new Hooks();
    private final Console console;
    private String filter;
    private String columns;
    private boolean plain;

    public View(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Browses packets on the full screen: list, tree and bytes, moving together.";
    }

    @Override
    public void declare(Options options) {
        live.declare(options);
        hooks.declare(options);
        options.operands(files, "0..1", "FILE", "A savefile; in the shell what is open, if none is named.")
                .value(
                        String.class,
                        text -> filter = text,
                        "FILTER",
                        "Begin with this display filter.",
                        "-Y",
                        "--display-filter")
                .value(
                        String.class,
                        text -> columns = text,
                        "NAME,…",
                        "Columns of the list: no, time, source, destination, protocol, length, packet, any field.",
                        "--columns")
                .flag(() -> plain = true, "Lines of text instead of a screen, for a screen reader.", "--plain");
    }

    @Override
    public Integer call() throws IOException {
        if (!console.terminal()) {
            throw new UserError("view needs a terminal; read shows packets without one");
        }
        if (live.live() && !files.isEmpty()) {
            throw new UserError("-i and a savefile: give one or the other");
        }
        hooks.check(live.live());
        if (live.live()) {
            capture();
        } else if (!files.isEmpty()) {
            try (Session own = new Session()) {
                own.open(Path.of(files.getFirst()));
                browse(own);
            }
        } else if (console.open() instanceof Session session) {
            browse(session);
        } else {
            throw new UserError("give a savefile to view, or -i IF to capture");
        }
        return Main.OK;
    }

    /** Captures as long as the screen stands. */
    private void capture() throws IOException {
        try (Session own = new Session()) {
            own.capture(live, hooks, console.telling(own.notices()::add));
            browse(own);
            Running capture = own.live();
            own.stop();
            for (String line = own.notices().next();
                    line != null;
                    line = own.notices().next()) {
                console.err().println(line);
            }
            capture.counts().forEach(counts -> console.err().println(Capture.words(counts)));
            if (capture.failure().isPresent()) {
                throw new UserError(capture.failure().get());
            }
        }
    }

    private void browse(Session session) throws IOException {
        if (console.screen() instanceof Terminal given) {
            browse(session, given);
            return;
        }
        try (Tenure own = new Tenure()) {
            browse(session, own.terminal());
        }
    }

    private void browse(Session session, Terminal terminal) throws IOException {
        try (PacketStore store = new PacketStore(session)) {
            Theme theme = new Theme(
                    Theme.look(System::getenv),
                    console.unicode(),
                    terminal.getNumericCapability(Capability.max_colors));
            boolean speaks = plain || terminal.getType().startsWith(Terminal.TYPE_DUMB);
            Browser browser = new Browser(
                    store, (own, words) -> Shell.run(session, own, words), Time.SYSTEM, speaks ? " " : theme.bars());
            try {
                begin(browser, session);
                if (speaks) {
                    speak(browser, session, terminal);
                } else {
                    run(browser, new Painter(browser, theme, session.name()), terminal);
                }
            } finally {
                browser.end();
            }
        }
    }

    private void begin(Browser browser, Session session) {
        String start = filter != null ? filter : session.filterText();
        if (start != null && !browser.apply(start)) {
            throw new UserError("-Y " + start + ": " + browser.message());
        }
        if (columns != null && !browser.columns(columns)) {
            throw new UserError("--columns " + browser.message());
        }
        session.settle();
    }

    /** Without a screen: a line of text for what each key comes to, as a person who hears it needs it. */
    private void speak(Browser browser, Session session, Terminal terminal) throws IOException {
        Speech speech = new Speech(browser, session.name());
        Attributes before = terminal.enterRawMode();
        Keyboard keyboard = new Keyboard(terminal.reader());
        try {
            terminal.writer().print(speech.greeting() + "\r\n");
            terminal.flush();
            while (!browser.quits() && !console.stopped()) {
                browser.tick();
                String key = keyboard.next(TICK_MILLIS);
                if (key != null && !key.equals(Keyboard.IGNORED)) {
                    browser.key(key);
                }
                for (String line : speech.news(key != null)) {
                    terminal.writer().print(line + "\r\n");
                }
                terminal.flush();
            }
        } finally {
            terminal.setAttributes(before);
        }
    }

    private void run(Browser browser, Painter painter, Terminal terminal) throws IOException {
        Attributes before = enter(terminal);
        Display display = new Display(terminal, true);
        Keyboard keyboard = new Keyboard(terminal.reader());
        AtomicBoolean stopping = new AtomicBoolean(), continued = new AtomicBoolean();
        Terminal.SignalHandler stop = terminal.handle(Terminal.Signal.TSTP, signal -> stopping.set(true));
        Terminal.SignalHandler goOn = terminal.handle(Terminal.Signal.CONT, signal -> continued.set(true));
        try {
            Size known = Size.of(0, 0);
            long resumed = System.nanoTime();
            while (!browser.quits() && !console.stopped()) {
                browser.tick();
                if (stopping.getAndSet(false)) {
                    leave(terminal, before);
                    Terminals.stopProcess();
                    continued.set(true);
                }
                if (continued.getAndSet(false)) {
                    // Also when another stopped it, and again when the signal comes late: a shell had the terminal.
                    enter(terminal);
                    known = Size.of(0, 0);
                    resumed = System.nanoTime();
                }
                Size size = terminal.getSize();
                if (!size.equals(known)) {
                    known = size;
                    display.resize(size);
                    display.clear();
                }
                draw(painter, display, size, terminal);
                String key = keyboard.next(browser.isBusy() ? 1 : TICK_MILLIS);
                if ("ctrl-z".equals(key)) {
                    // Comes as a key, as a signal, or as both: then the key is read after the process went on.
                    stopping.compareAndSet(false, System.nanoTime() - resumed > BOTH_NANOS);
                } else if (key != null && !key.equals(Keyboard.IGNORED)) {
                    browser.key(key);
                }
            }
        } finally {
            terminal.handle(Terminal.Signal.TSTP, stop);
            terminal.handle(Terminal.Signal.CONT, goOn);
            leave(terminal, before);
        }
    }

    private static Attributes enter(Terminal terminal) {
        Attributes before = terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.writer().write(MOUSE_ON);
        return before;
    }

    private static void leave(Terminal terminal, Attributes before) {
        terminal.writer().write(MOUSE_OFF);
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
    }

    private static void draw(Painter painter, Display display, Size size, Terminal terminal) {
        List<AttributedString> screen = painter.paint(size.getColumns(), size.getRows());
        int cursor = painter.cursor();
        terminal.puts(cursor < 0 ? Capability.cursor_invisible : Capability.cursor_visible);
        display.update(screen, cursor < 0 ? -1 : size.cursorPos(size.getRows() - 1, cursor));
    }
}
