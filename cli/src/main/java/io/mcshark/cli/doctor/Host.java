package io.mcshark.cli.doctor;

import java.util.List;

/** The host that is examined: files of /proc and /sys, and a few programs. */
interface Host {
    /** The text of a file without its last line end; null when it cannot be read. */
    String read(String path);

    /** The names in a folder; empty when there is none. */
    List<String> list(String folder);

    /**
     * What a program writes on standard output.
     *
     * @return null when there is no such program, it may not be run, or it failed
     */
    String run(String... command);
}
