package io.mcshark.cli.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.jline.utils.ShutdownHooks;

/**
 * The terminal that a person sits at, for as long as a command has it. On SIGTERM and SIGHUP JLine closes its terminals; here not
 * before the command has given it back as it was.
 */
public final class Tenure implements Closeable {
    private static final long GIVE_BACK_MILLIS = 3_000;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ShutdownHooks.Task last = () -> over.await(GIVE_BACK_MILLIS, TimeUnit.MILLISECONDS);
    private final Terminal terminal;

    public Tenure() throws IOException {
        ShutdownHooks.add(last); // runs before the one that JLine adds for the terminal
        terminal = Terminals.system();
    }

    public Terminal terminal() {
        return terminal;
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        ShutdownHooks.remove(last);
        try {
            terminal.close();
        } catch (IllegalStateException e) {
            // JLine closes it at the same time: the process ends
        }
    }
}
