package io.mcshark.cli;

import java.util.concurrent.Callable;

/** A command whose options are declared by code. */
public interface Declared extends Callable<Integer> {
    /** The line that help shows for it. */
    String about();

    void declare(Options options);
}
