package io.mcshark.capture.live;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What to capture and where to put it. Setters return the object itself; what is not set has tcpdump's value or none. */
public final class CaptureSettings {
    /** Most bytes of a packet libpcap hands over. */
    public static final int MAX_SNAPLEN = 262_144;

    /** Bytes of the kernel's buffer for each interface, where nothing else is asked for. */
    public static final int DEFAULT_BUFFER_BYTES = 16 << 20;

    /** Bytes on disk of a capture that is written to no file of the person's. */
    public static final long DEFAULT_SPOOL_BYTES = 1L << 30;

    /** How long the kernel may keep a packet before it hands it over. */
    static final int KERNEL_TIMEOUT_MILLIS = 20;

    private List<String> interfaces = List.of();
    private CaptureFilter filter = CaptureFilter.of(CaptureFilter.Scope.MULTICAST);
    private int snaplen = MAX_SNAPLEN;
    private boolean promiscuous = true;
    private int bufferBytes = DEFAULT_BUFFER_BYTES;
    private String timestampType;
    private Path file;
    private OutputStream stream;
    private boolean pcap;
    private FileNames names;
    private Rotation rotation = Rotation.NONE;
    private Limits limits = Limits.NONE;
    private Path spoolDirectory = Path.of(System.getProperty("java.io.tmpdir"));
    private long spoolBytes = DEFAULT_SPOOL_BYTES;
    private Consumer<String> notices = notice -> {};

    /** Names of interfaces, or their numbers in {@link Interfaces#list}. */
    public CaptureSettings interfaces(List<String> names) {
        interfaces = List.copyOf(names);
        return this;
    }

    public CaptureSettings filter(CaptureFilter what) {
        filter = what;
        return this;
    }

    /** @param bytes of each packet to keep, 1 to {@link #MAX_SNAPLEN} */
    public CaptureSettings snaplen(int bytes) {
        snaplen = bytes;
        return this;
    }

    public CaptureSettings promiscuous(boolean wanted) {
        promiscuous = wanted;
        return this;
    }

    public CaptureSettings bufferBytes(int bytes) {
        bufferBytes = bytes;
        return this;
    }

    /** @param name one of {@link Interfaces#timestampTypes}, null for the kernel's */
    public CaptureSettings timestampType(String name) {
        timestampType = name;
        return this;
    }

    /**
     * Writes a file of the person's, overwriting it.
     *
     * @param pcap rather than pcapng
     */
    public CaptureSettings file(Path file, boolean pcap) {
        this.file = file;
        this.pcap = pcap;
        this.names = FileNames.single(file);
        return this;
    }

    /** Writes a savefile to a stream, which stays open; such a capture has no reader. */
    public CaptureSettings stream(OutputStream stream, boolean pcap) {
        this.stream = stream;
        this.pcap = pcap;
        return this;
    }

    /** Goes on in a next file, called as {@code names} says; needs {@link #file}. */
    public CaptureSettings rotation(Rotation when, FileNames names) {
        this.rotation = when;
        this.names = names;
        return this;
    }

    public CaptureSettings limits(Limits when) {
        limits = when;
        return this;
    }

    /** Where a capture without a file is kept, and how much of it. */
    public CaptureSettings spool(Path directory, long bytes) {
        spoolDirectory = directory;
        spoolBytes = bytes;
        return this;
    }

    /** @param sink of lines worth telling the person while the capture runs; called from the capture's threads */
    public CaptureSettings notices(Consumer<String> sink) {
        notices = sink;
        return this;
    }

    public List<String> interfaces() {
        return interfaces;
    }

    public CaptureFilter filter() {
        return filter;
    }

    public int snaplen() {
        return snaplen;
    }

    public boolean promiscuous() {
        return promiscuous;
    }

    public int bufferBytes() {
        return bufferBytes;
    }

    public String timestampType() {
        return timestampType;
    }

    /** The person's file, null where there is none. */
    public Path file() {
        return file;
    }

    public boolean pcap() {
        return pcap;
    }

    public FileNames names() {
        return names;
    }

    public Rotation rotation() {
        return rotation;
    }

    public Limits limits() {
        return limits;
    }

    public Path spoolDirectory() {
        return spoolDirectory;
    }

    public long spoolBytes() {
        return spoolBytes;
    }

    Consumer<String> notices() {
        return notices;
    }

    OutputStream stream() {
        return stream;
    }

    boolean spools() {
        return file == null && stream == null;
    }
}
