package io.mcshark.decoder;

/** Datagrams of which not all fragments have been seen. */
public final class Fragments {
    Fragments(Settings settings) {}
}
