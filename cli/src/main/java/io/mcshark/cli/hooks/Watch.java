package io.mcshark.cli.hooks;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.cli.PacketLoop;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.analysis.Happening;
import io.mcshark.decoder.analysis.Happenings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads a capture by itself and has commands run. One thread takes the packets, another lets time pass; what happens belongs to
 * whoever holds {@link #happenings}.
 */
final class Watch implements Watching {
    /** So often is looked after what no packet shows. */
    private static final long TICK_MILLIS = 200;

    private static final long SECOND = 1_000_000_000L;

    private final Console console;
    private final Runner runner;
    private final Map<Happening.Type, List<String>> commands;
    private final Happenings happenings = new Happenings(this::happened);
    private final PacketReader reader;
    private final Thread reading;
    private final Thread ticking;

    Watch(Console console, LiveCapture capture, Settings settings, Map<Happening.Type, List<String>> commands)
            throws IOException {
        this.console = console;
        this.commands = commands;
        this.runner = new Runner(console);
        reader = capture.reader();
        reading = Thread.ofPlatform().daemon().name("hooks").start(() -> read(new Frame(settings)));
        ticking = Thread.ofPlatform().daemon().name("hooks tick").start(this::tick);
    }

    private void happened(Happening happening) {
        List<String> all = commands.get(happening.type());
        if (all != null) {
            all.forEach(command -> runner.run(command, happening));
        }
    }

    private void read(Frame frame) {
        try (reader) {
            while (reader.next()) {
                PacketLoop.aim(frame, reader);
                synchronized (happenings) {
                    happenings.accept(frame);
                }
            }
        } catch (IOException e) {
            console.err().println(Main.PREFIX + "--on: " + e.getMessage() + "; nothing more is noticed");
        }
    }

    private void tick() {
        try {
            while (!reading.join(java.time.Duration.ofMillis(TICK_MILLIS))) {
                Instant now = Instant.now();
                synchronized (happenings) {
                    happenings.advance(now.getEpochSecond() * SECOND + now.getNano());
                }
            }
        } catch (InterruptedException e) {
            // it ends
        }
    }

    @Override
    public void settle() {
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runner.settle();
        console.err().println(Main.PREFIX + "--on: " + runner.summary());
    }

    @Override
    public void close() {
        ticking.interrupt();
        runner.close();
    }
}
