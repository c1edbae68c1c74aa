package io.mcshark.pcaps;

/** Finds the captures that tests read. */
public final class Pcaps {
    private Pcaps() {}
}
