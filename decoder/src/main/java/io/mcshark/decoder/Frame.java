package io.mcshark.decoder;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One packet and the layers found in it: a cursor that is aimed at bytes ({@link #wrap}), walked, read, and aimed again. It
 * owns nothing of the packet and allocates nothing per packet.
 *
 * <p><b>The bounds contract.</b> Positions are ints relative to the packet's first byte. A layer in the layer table is whole:
 * its header lies within the captured bytes ({@code at <= body <= end <= captured}), so every fixed field of its header can be
 * read without a check. A part of a layer (a record, an option) is visited only when its fixed bytes lie before its parent's
 * end. The reading methods {@link #u8} … check nothing themselves, and the segment holds many packets, so nothing else
 * stops a read from running into the next one: whoever computes a position (a {@code walk}, a part's locator, a computed
 * field) compares it with {@code end} first. What did not fit becomes a {@link Short} or {@link Malformed} layer, never an
 * exception.
 *
 * <p>Reassembled datagrams: when a walk completes one, {@link #append} moves the captured bytes and, after them, the
 * reassembled ones into a segment of the frame's own, so that all positions keep one base; those at or above {@link
 * #captured} are reassembled bytes.
 *
 * <p>One thread at a time.
 */
public final class Frame {
    /** The most layers a packet can have; nesting deeper than this is shown as malformed. */
    public static final int MAX_LAYERS = 128;

    /** A row of the layer table, and what stands where in it. */
    private static final int ROW = 8, ID = 0, AT = 1, BODY = 2, END = 3, DECLARED = 4;

    private MemorySegment segment = MemorySegment.NULL;
    /** The segment's bytes, as they are read: from a segment it takes the JVM several times as long until that is compiled. */
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    private int base;
    private int captured;
    private int length;
    private long nanos;
    private long number;
    private int linkType;
    private Protocol link;

    // The layer table: a row of ints each, all in one array, so that walking writes to one place, and no references.
    private final int[] layers = new int[MAX_LAYERS * ROW];
    private int depth;

    // Of each protocol the number of its first layer. They are numbered on from walk to walk, so that nothing needs to
    // be cleared:
    // what is less than the present walk's first number is of an earlier one.
    private final long[] first = new long[Protocols.count()];
    private long begun = 1;

    // What follows the layer being walked.
    private Protocol next;
    private int nextAt;
    private int nextEnd;
    private int nextDeclared;
    private int declared;
    private int quoted;
    private int pending;

    // What goes on once what follows has been walked, the last one first; at most one a layer.
    private final Protocol[] later = new Protocol[MAX_LAYERS];
    private final int[] laterAts = new int[MAX_LAYERS];
    private final int[] laterEnds = new int[MAX_LAYERS];
    private final int[] laterDeclareds = new int[MAX_LAYERS];
    private int laters;

    private final Settings settings;
    private Set<String> guess;
    private final boolean[] guessed = new boolean[Protocols.count()];
    private final Fragments fragments;
    private final Segments segments;
    private final Conversations conversations = new Conversations();
    private final Facts facts = new Facts();
    private MemorySegment own = MemorySegment.NULL;
    private ByteBuffer ownBuffer;
    private MemorySegment lent;
    private ByteBuffer lentBuffer;
    private int extent;
    private long walked;
    private long firstNanos = Long.MIN_VALUE;
    private long previousNanos = Long.MIN_VALUE;

    public Frame() {
        this(new Settings());
    }

    public Frame(Settings settings) {
        this.settings = settings;
        this.fragments = new Fragments(settings);
        this.segments = new Segments(settings);
    }

    public Settings settings() {
        return settings;
    }

    /**
     * Aims at a packet and finds its layers.
     *
     * @param segment holds the packet at {@code base}, for as long as the frame is read; of less than 2 GiB
     * @param captured bytes there are, {@code length} bytes the packet had on the wire
     * @param nanos time of capture, nanoseconds since 1970
     * @param number the packet's number in its file, from 1
     * @param linkType the link-layer header type, a LINKTYPE_ value
     */
    public void wrap(
            MemorySegment segment, long base, int captured, int length, long nanos, long number, int linkType) {
        onLent(segment);
        this.base = (int) base;
        this.captured = captured;
        this.extent = captured;
        this.length = length;
        this.number = number;
        if (linkType != this.linkType || link == null) {
            link(linkType);
        }
        previousNanos = this.number == 1 || firstNanos == Long.MIN_VALUE ? nanos : this.nanos;
        if (firstNanos == Long.MIN_VALUE) {
            firstNanos = nanos;
        }
        this.nanos = nanos;
        if (number <= walked) {
            restart();
        }
        walked = number;
        fragments.begin();
        segments.begin();
        conversations.begin();
        facts.begin();
        walk();
        if (pending >= 0 && !segments.keep(this, pending)) {
            push(nextDeclared > nextEnd ? Protocols.SHORT : Protocols.MALFORMED, pending, pending, nextEnd);
        }
    }

    /** Most packets have the link of the one before. */
    private void link(int type) {
        Protocol child = child(io.mcshark.decoder.protocol.FrameInfo.LINK_TYPE.table(), type);
        link = child == null ? Protocols.DATA : child;
        linkType = type;
    }

    /** A packet that is not later than the one before begins another pass or file: what was kept counts no more. */
    private void restart() {
        fragments.restart();
        segments.restart();
        conversations.restart();
    }

    /** Reads on in what was lent, which is mostly the same as before. */
    private void onLent(MemorySegment other) {
        if (segment != other) {
            if (lent != other) {
                lent = other;
                lentBuffer = other.asByteBuffer();
            }
            segment = other;
            buffer = lentBuffer;
        }
    }

    private void onOwn(MemorySegment room) {
        if (own != room) {
            own = room;
            ownBuffer = room.asByteBuffer();
        }
        segment = room;
        buffer = ownBuffer;
    }

    /**
     * Whether any packet so far left something for later ones to find, or found something: until then packets can be looked at
     * in any order.
     */
    public boolean remembers() {
        return fragments.used() || segments.used() || !conversations.isEmpty();
    }

    /** Takes note of a packet that is not looked at: times and numbers go on. The frame shows no packet then. */
    public void passOver(long nanos, long number) {
        if (firstNanos == Long.MIN_VALUE) {
            firstNanos = nanos;
        }
        this.nanos = nanos;
        this.number = number;
        forget();
    }

    private void forget() {
        begun += MAX_LAYERS;
        depth = 0;
    }

    private void walk() {
        forget();
        quoted = MAX_LAYERS;
        pending = -1;
        declared = Math.max(length, captured);
        push(Protocols.FRAME, 0, 0, captured);
        next = link;
        nextAt = 0;
        nextEnd = captured;
        nextDeclared = declared;
        laters = 0;
        while (next != null || resume()) {
            Protocol p = next;
            next = null;
            declared = nextDeclared;
            if (depth >= MAX_LAYERS - 2) {
                push(Protocols.MALFORMED, nextAt, nextAt, nextEnd);
                return;
            }
            p.walk(this, nextAt, nextEnd);
        }
    }

    private boolean resume() {
        if (laters == 0) {
            return false;
        }
        int i = --laters;
        next = later[i];
        nextAt = laterAts[i];
        nextEnd = laterEnds[i];
        nextDeclared = laterDeclareds[i];
        return true;
    }

    // ---- for walks

    /**
     * Enters a layer.
     *
     * @param at first byte of its header, {@code body} one past its header, {@code end} one past its captured bytes
     */
    public void push(Protocol p, int at, int body, int end) {
        int i = depth++;
        int id = p.id();
        int row = i * ROW;
        layers[row + ID] = id;
        layers[row + AT] = at;
        layers[row + BODY] = body;
        layers[row + END] = end;
        layers[row + DECLARED] = declared;
        if (first[id] < begun) {
            first[id] = begun + i;
        }
    }

    /** The child for {@code key}: the one that the settings tell, else the one that {@code table} names; null for none. */
    public Protocol child(Table table, int key) {
        Protocol told = settings.isTold() ? told(table, key) : null;
        return told == null ? table.get(key) : told;
    }

    /** Whether the settings let the protocol of that number be recognised by content. Asked of most packets, so worked out once. */
    boolean guesses(int id) {
        if (guess != settings.guess) {
            guess = settings.guess;
            for (int each = 0; each < guessed.length; each++) {
                guessed[each] = guess.contains(Protocols.names().get(each));
            }
        }
        return guessed[id];
    }

    /** The child that the settings tell for {@code key}; null for none. */
    public Protocol told(Table table, int key) {
        return settings.told(table, key);
    }

    /** Has the child that {@code table} names for {@code key} walk what lies from {@code at} to {@code end}; opaque data when it names none. */
    public void next(Table table, int key, int at, int end) {
        Protocol child = child(table, key);
        next(child == null ? Protocols.DATA : child, at, end);
    }

    /**
     * Has {@code child} walk what lies from {@code at} to {@code end}.
     *
     * @param end as the header declares it; may lie beyond the captured bytes
     */
    public void next(Protocol child, int at, int end) {
        int limit = limit();
        int from = Math.min(at, limit);
        next = child == Protocols.DATA && from >= Math.min(end, limit) ? null : child;
        nextAt = from;
        nextEnd = Math.max(from, Math.min(end, limit));
        nextDeclared = Math.max(at, Math.min(end, declared));
    }

    /**
     * As {@link #next(Table, int, int, int)}, for the packet that an error message quotes: mostly its beginning only, and
     * nothing of it is this packet's own doing.
     */
    public void quote(Table table, int key, int at, int end) {
        if (at < Math.min(end, limit())) {
            quoted = Math.min(quoted, depth);
            next(table, key, at, end);
        }
    }

    /** Whether a layer stands in a packet that an error message quotes. */
    public boolean isQuoted(int layer) {
        return layer >= quoted;
    }

    /**
     * Has {@code child} walk what follows the layer just pushed inside the same parent: one more message in a datagram or a stream.
     *
     * @param end one past the parent's last captured byte: what the calling walk was given
     */
    public void beside(Protocol child, int at, int end) {
        next = at < end ? child : null;
        nextAt = at;
        nextEnd = end;
        nextDeclared = Math.max(at, declared);
    }

    /**
     * As {@link #beside}, once all that follows the layer just pushed has been walked, whole or broken: packets side by side,
     * each with layers of its own inside.
     */
    public void after(Protocol child, int at, int end) {
        if (at < end && laters < MAX_LAYERS) {
            later[laters] = child;
            laterAts[laters] = at;
            laterEnds[laters] = end;
            laterDeclareds[laters++] = Math.max(at, declared);
        }
    }

    /**
     * For a protocol in a stream: the message that begins at {@code at} goes on in segments to come. Ends the walk without a
     * layer; the bytes from {@code at} on are walked again, once with more behind them.
     */
    public void pending(int at) {
        next = null;
        pending = at;
    }

    /** Has nobody walk what lies from {@code at} to {@code end}: opaque data, if there is any. */
    public void nextData(int at, int end) {
        next(Protocols.DATA, at, end);
    }

    private int limit() {
        return depth == 0 ? captured : end(depth - 1);
    }

    /** One past the last byte that the layer being walked had on the wire; beyond {@code end} when the packet was cut. */
    public int declared() {
        return declared;
    }

    /**
     * Ends the walk: the header does not fit into what was captured, or into what its parent says there is. In a quoted
     * packet that is nothing to remark.
     */
    public void broken(int at, int end) {
        next = null;
        if (isQuoted(depth)) {
            if (at < end) {
                push(Protocols.DATA, at, at, end);
            }
            return;
        }
        push(declared > end ? Protocols.SHORT : Protocols.MALFORMED, at, at, end);
    }

    /** Enters the rest of a layer that contradicts itself; {@code at} is where it began to. */
    public void malformed(int at, int end) {
        next = null;
        push(Protocols.MALFORMED, at, at, end);
    }

    /** The store of incomplete datagrams. */
    public Fragments fragments() {
        return fragments;
    }

    /** The store of messages that go on over TCP segments. */
    public Segments segments() {
        return segments;
    }

    /** What earlier packets say about this one. */
    public Conversations conversations() {
        return conversations;
    }

    /** What analyses found out about this frame. */
    public Facts facts() {
        return facts;
    }

    /**
     * Makes room for bytes behind the captured and already appended ones, for a walk that completed a datagram out of
     * fragments; the caller fills it through {@link #segment}. May be called again and again in one frame: datagrams in
     * datagrams.
     *
     * @return the position of the first one
     */
    public int append(int count) {
        int at = extent;
        int needed = at + count;
        if (own != segment || own.byteSize() < needed) {
            MemorySegment room = own;
            if (own == segment || own.byteSize() < needed) {
                room = Arena.ofAuto().allocate(Math.max(needed, Math.max(2 * own.byteSize(), 1 << 17)));
            }
            MemorySegment.copy(segment, base, room, 0, at);
            onOwn(room);
            base = 0;
        }
        extent = needed;
        return at;
    }

    /** Puts the first {@code count} of {@code bytes} behind the captured ones; the position of the first one. */
    public int append(MemorySegment bytes, int count) {
        int at = append(count);
        MemorySegment.copy(bytes, 0, segment, base + at, count);
        return at;
    }

    /** Goes on inside appended bytes: as {@link #next(Table, int, int, int)}, with limits of their own. */
    public void nextAppended(Table table, int key, int at, int end) {
        Protocol child = child(table, key);
        nextAppended(child == null ? Protocols.DATA : child, at, end);
    }

    /** As {@link #nextAppended(Table, int, int, int)}, with a child that is known. */
    public void nextAppended(Protocol child, int at, int end) {
        next = child;
        nextAt = at;
        nextEnd = end;
        nextDeclared = end;
    }

    // ---- what was found

    public int depth() {
        return depth;
    }

    public Protocol protocol(int layer) {
        return Protocols.of(layers[layer * ROW + ID]);
    }

    /** The position of a layer's first byte. */
    public int at(int layer) {
        return layers[layer * ROW + AT];
    }

    /** One past a layer's header. */
    public int body(int layer) {
        return layers[layer * ROW + BODY];
    }

    /** One past a layer's captured bytes, header and body. */
    public int end(int layer) {
        return layers[layer * ROW + END];
    }

    /** One past a layer's bytes on the wire; more than {@link #end} when the packet was cut. */
    public int declared(int layer) {
        return layers[layer * ROW + DECLARED];
    }

    /** The first (outermost) layer of a protocol, or -1. */
    public int first(Protocol p) {
        return (int) Math.max(first[p.id()] - begun, -1);
    }

    public boolean has(Protocol p) {
        return first[p.id()] >= begun;
    }

    /** The layer of {@code p} that begins at {@code at}; -1 when there is none. */
    public int layer(Protocol p, int at) {
        int i = first(p);
        while (i >= 0 && i < depth) {
            if (protocol(i) == p && at(i) == at) {
                return i;
            }
            i++;
        }
        return -1;
    }

    /** The innermost layer of {@code p} whose header has the byte at {@code at}: where a part of it finds the whole; -1 for none. */
    public int inside(Protocol p, int at) {
        for (int i = depth - 1; i >= 0; i--) {
            if (protocol(i) == p && at(i) <= at && at < body(i)) {
                return i;
            }
        }
        return -1;
    }

    /** As {@link #inside(Protocol, int)}, of any protocol that has the fields of {@code header}. */
    public int inside(Header header, int at) {
        for (int i = depth - 1; i >= 0; i--) {
            if (at(i) <= at && at < body(i) && header.isOf(protocol(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The nearest layer of {@code p} outside {@code layer}; -1 when there is none. */
    public int outside(Protocol p, int layer) {
        for (int i = layer - 1; i >= 0; i--) {
            if (protocol(i) == p) {
                return i;
            }
        }
        return -1;
    }

    // ---- the packet

    public int captured() {
        return captured;
    }

    /** One past the last byte there is: the captured ones and those {@link #append appended} behind them. */
    public int extent() {
        return extent;
    }

    /** Bytes the packet had on the wire. */
    public int length() {
        return length;
    }

    public long nanos() {
        return nanos;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long previousNanos() {
        return previousNanos;
    }

    public long number() {
        return number;
    }

    public int linkType() {
        return linkType;
    }

    public MemorySegment segment() {
        return segment;
    }

    public long base() {
        return base;
    }

    /** The bytes of {@link #segment}, for whoever reads numbers out of many packets. */
    public ByteBuffer buffer() {
        return buffer;
    }

    // ---- bytes; the caller has compared the position with its end

    public int u8(int at) {
        return buffer.get(base + at) & 0xff;
    }

    public int u16(int at) {
        return buffer.getShort(base + at) & 0xffff;
    }

    public int u24(int at) {
        return u16(at) << 8 | u8(at + 2);
    }

    public int i32(int at) {
        return buffer.getInt(base + at);
    }

    public long u32(int at) {
        return buffer.getInt(base + at) & 0xffffffffL;
    }

    public long u48(int at) {
        return (long) u16(at) << 32 | u32(at + 2);
    }

    public long u64(int at) {
        return buffer.getLong(base + at);
    }

    /** An unsigned number of 1 to 8 bytes, most significant first. */
    public long number(int at, int bytes) {
        return switch (bytes) {
            case 1 -> u8(at);
            case 2 -> u16(at);
            case 3 -> u24(at);
            case 4 -> u32(at);
            case 6 -> u48(at);
            case 8 -> u64(at);
            default -> {
                long v = 0;
                for (int i = 0; i < bytes; i++) {
                    v = v << 8 | u8(at + i);
                }
                yield v;
            }
        };
    }
}
