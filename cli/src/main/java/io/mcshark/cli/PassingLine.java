package io.mcshark.cli;

/** One line on standard error that tells how far something is: each text takes the place of the one before, the end takes it away. */
public final class PassingLine {
    private static final int WIDTH = 78;

    private final Console console;
    private boolean shown;

    public PassingLine(Console console) {
        this.console = console;
    }

    public void show(String text) {
        shown = true;
        put("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
    }

    /** Leaves nothing of it. */
    public void end() {
        if (shown) {
            put("\r" + " ".repeat(WIDTH) + "\r");
        }
    }

    private void put(String text) {
        console.err().print(text);
        console.err().flush();
    }
}
