package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a receiver answers to a message. */
interface Responder {
    /** @return the payload of the answer, or null for none */
    byte[] answer(Message message) throws IOException;

    static Responder fixed(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return message -> payload;
    }

    /**
     * Runs a shell command for each message, one after the other: the payload is its standard input, its standard output
     * the answer. Nothing of the message becomes part of the command line; {@code MCSHARK_SOURCE}, {@code MCSHARK_SOURCE_PORT},
     * {@code MCSHARK_GROUP} and {@code MCSHARK_PORT} are in its environment.
     */
    final class Program implements Responder {
        /** A command that takes longer is ended, since later messages wait for it. */
        private static final long MAX_SECONDS = 10;

        private final String command;
        private final Console console;

        Program(String command, Console console) {
            this.command = command;
            this.console = console;
        }

        @Override
        public byte[] answer(Message message) throws IOException {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).redirectError(Redirect.INHERIT);
            builder.environment()
                    .put("MCSHARK_SOURCE", Addresses.text(message.source().getAddress()));
            builder.environment()
                    .put("MCSHARK_SOURCE_PORT", String.valueOf(message.source().getPort()));
            builder.environment()
                    .put("MCSHARK_GROUP", Addresses.text(message.target().group()));
            builder.environment()
                    .put("MCSHARK_PORT", String.valueOf(message.target().port()));
            Process process = builder.start();
            Thread watch = Thread.ofVirtual().start(() -> watch(process));
            try (OutputStream in = process.getOutputStream()) {
                in.write(message.payload());
            } catch (IOException e) {
                // it does not read its input, as hostname does not
            }
            int max = message.target().ipv6() ? Payload.MAX_IPV6 : Payload.MAX_IPV4;
            try (InputStream out = process.getInputStream()) {
                byte[] answer = out.readNBytes(max);
                if (out.skip(1) > 0) {
                    console.err().println("mcshark: the output of '" + command + "' is cut to " + max + " bytes");
                }
                return answer.length == 0 ? null : answer;
            } finally {
                end(process);
                watch.interrupt();
            }
        }

        private void watch(Process process) {
            try {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
                while (!console.stopped() && System.nanoTime() < end) {
                    if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                        return; // what it left running and writing is read to its end
                    }
                }
                if (!console.stopped()) {
                    console.err()
                            .println("mcshark: '" + command + "' took more than " + MAX_SECONDS + " s and was ended");
                }
                end(process);
            } catch (InterruptedException e) {
                // its output is complete
            }
        }

        /** Ends the shell first, which would report its children's death; by handle, so that its output stays readable. */
        private static void end(Process process) {
            List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
            process.descendants().forEach(all::add);
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
