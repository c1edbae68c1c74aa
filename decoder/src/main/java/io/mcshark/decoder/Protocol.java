package io.mcshark.decoder;

import java.util.ArrayList;
import java.util.List;

/**
 * One protocol: its fields, where it hangs, and how its boundaries are found. A subclass is one file to be read beside the
 * RFC; its only instance is made by {@link Protocols}.
 */
public abstract class Protocol {
    private final int id;
    private final Header header;
    private final List<String> bindings = new ArrayList<>();

    protected Protocol(Header header) {
        this.header = header;
        this.id = ProtocolIndex.known(header.name());
    }

    /** For what only stands for a protocol. */
    Protocol(int id) {
        this.header = null;
        this.id = id;
    }

    /** Begins the declaration of a protocol's fields: {@code name} as Wireshark calls it, and what it stands for. */
    protected static Header header(String name, String label) {
        return new Header(name, label);
    }

    /** Hangs this protocol under a parent's field. */
    protected final void on(Field parent, int... keys) {
        for (int key : keys) {
            bind(parent, ProtocolIndex.VALUE, String.valueOf(key));
        }
    }

    /** Hangs this protocol under a parent's field whose values are words, their case of no account. */
    protected final void on(Field parent, String... words) {
        for (String word : words) {
            bind(parent, ProtocolIndex.VALUE, '"' + word + '"');
        }
    }

    /** Lets this protocol be told to decode under a parent's field ({@link Settings#decodeAs}), which it never does by itself. */
    protected final void onRequest(Field parent) {
        bind(parent, ProtocolIndex.TOLD, "");
    }

    /** Hangs this protocol under a parent's field where no value names a child and the content {@link #looksLike looks like} it. */
    protected final void guessed(Field parent) {
        bind(parent, ProtocolIndex.CONTENT, "");
    }

    /** As {@link #guessed(Field)}, of content that begins with four bytes of its own. */
    protected final void guessed(Field parent, int mark) {
        bind(parent, ProtocolIndex.CONTENT, String.valueOf(mark));
    }

    /** Not entered in the parent's table, which was made from the index: a packet may ask before this is declared. */
    private void bind(Field parent, char how, String key) {
        if (parent.table() == null) {
            throw new AssertionError(name() + " under " + parent.name() + ", which is no parent()");
        }
        bindings.add(parent.name() + how + key);
    }

    /**
     * Whether what lies from {@code at} to {@code end}, all of it captured, can be this protocol. Asked of those that are
     * {@link #guessed} and that the settings allow to be.
     */
    public boolean looksLike(Frame f, int at, int end) {
        return false;
    }

    /**
     * Finds the boundaries of the layer that begins at {@code at}: pushes it when it is whole and says what follows ({@link
     * Frame#next}); when it is not, {@link Frame#broken}.
     *
     * @param end one past the last captured byte that belongs to it; what its parent declared may be more: {@link Frame#declared}
     */
    public abstract void walk(Frame f, int at, int end);

    /** Appends what a person wants to know of this layer in one line; nothing by default. */
    public void row(Frame f, int layer, Out out) {}

    /** Where a protocol stands, as far as a one-line view needs to know to print who talks to whom. */
    public enum Level {
        /** Has link addresses. */
        LINK,
        /** Has network addresses. */
        NETWORK,
        /** Has ports, printed behind network addresses. */
        TRANSPORT,
        OTHER
    }

    public Level level() {
        return Level.OTHER;
    }

    /** Whether an EtherType of this layer said what follows; tshark lists that as a step of its own in frame.protocols. */
    public boolean hasEtherType(Frame f, int layer) {
        return false;
    }

    /**
     * Whether this layer goes on in the datagram that an earlier one of the protocol began; tshark lists both as one step in
     * frame.protocols.
     */
    public boolean goesOn(Frame f, int layer) {
        return false;
    }

    /** A protocol that handed the message on without a layer of its own, which tshark lists in frame.protocols; null for none. */
    public String through(Frame f, int layer) {
        return null;
    }

    /** Appends who sent it: an address, or at the transport level the port; nothing where there is none. */
    public void source(Frame f, int layer, Out out) {}

    /** Appends to whom it goes, as {@link #source}. */
    public void destination(Frame f, int layer, Out out) {}

    /** Appends what a person wants to know at the end of the line: how far it can go, what the group is. */
    public void remark(Frame f, int layer, Out out) {}

    /** A small number, dense, for tables over protocols. */
    public final int id() {
        return id;
    }

    /** What the display filter and the tree call it: {@code igmp}. */
    public final String name() {
        return header.name();
    }

    /** What it stands for: Internet Group Management Protocol. */
    public final String label() {
        return header.label();
    }

    public final Header header() {
        return header;
    }

    /** Whether it is recognised by content, where the settings allow it. */
    public final boolean isGuessed() {
        return bindings.stream().anyMatch(binding -> binding.indexOf(ProtocolIndex.CONTENT) >= 0);
    }

    /** Where it hangs, as {@code tables.csv} has it from the parent's side: {@code ip.proto=2}. */
    final List<String> index() {
        return bindings;
    }

    /** Where it hangs, for documents: {@code ip.proto == 2}. */
    public final List<String> bindings() {
        return bindings.stream().map(Protocol::words).toList();
    }

    private static String words(String binding) {
        int how = binding.length() - 1;
        for (char kind : new char[] {ProtocolIndex.VALUE, ProtocolIndex.CONTENT, ProtocolIndex.TOLD}) {
            int found = binding.indexOf(kind);
            how = found < 0 ? how : Math.min(how, found);
        }
        String field = binding.substring(0, how);
        return switch (binding.charAt(how)) {
            case ProtocolIndex.CONTENT -> field + " by content";
            case ProtocolIndex.TOLD -> field + " when told";
            default -> field + " == " + binding.substring(how + 1);
        };
    }

    @Override
    public final String toString() {
        return name();
    }
}
