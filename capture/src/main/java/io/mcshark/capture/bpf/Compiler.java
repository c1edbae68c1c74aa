package io.mcshark.capture.bpf;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import io.mcshark.capture.LinkTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pcap4j.core.Pcaps;

/** libpcap's compiler. pcap4j keeps the instructions to itself, so they are asked for through its JNA. */
final class Compiler {
    private static final int SNAPLEN = 262144, NETMASK_UNKNOWN = -1, INSTRUCTION_BYTES = 8;

    /** Link types whose number inside libpcap (DLT_) is not that of savefiles (LINKTYPE_), on Linux. */
    private static final int LINKTYPE_RAW = 101, DLT_RAW = 12, LINKTYPE_ATM = 100, DLT_ATM = 11;

    private static final int LINKTYPE_NULL = 0, LINKTYPE_LOOP = 108, ERRBUF_BYTES = 256;

    private static boolean loaded;

    private Compiler() {}

    /** {@code struct bpf_program}. */
    @Structure.FieldOrder({"length", "instructions"})
    public static final class Compiled extends Structure {
        public int length;
        public Pointer instructions;
    }

    private static native Pointer pcap_open_dead(int linkType, int snaplen);

    private static native Pointer pcap_open_offline(String file, byte[] error);

    private static native int pcap_compile(Pointer handle, Compiled program, String text, int optimize, int netmask);

    private static native void pcap_freecode(Compiled program);

    private static native String pcap_geterr(Pointer handle);

    private static native void pcap_close(Pointer handle);

    private static synchronized void load() throws IOException {
        try {
            if (!loaded) {
                Pcaps.libVersion();
                Native.register("pcap");
                loaded = true;
            }
        } catch (LinkageError e) {
            throw new IOException(
                    "-f needs libpcap, which is not installed: apt install libpcap0.8 (libpcap on Fedora and Arch);"
                            + " -Y filters without it",
                    e);
        }
    }

    /**
     * Compiles a capture filter for packets of a link type.
     *
     * @throws IOException when libpcap is not there or refuses the text
     */
    static Program compile(String text, int linkType) throws IOException {
        load();
        int link = linkType == LINKTYPE_RAW ? DLT_RAW : linkType == LINKTYPE_ATM ? DLT_ATM : linkType;
        boolean loop = linkType == LINKTYPE_NULL || linkType == LINKTYPE_LOOP;
        Pointer handle = loop ? savefile(linkType) : pcap_open_dead(link, SNAPLEN);
        if (handle == null) {
            throw new IOException("-f: libpcap cannot compile for " + LinkTypes.name(linkType));
        }
        try {
            Compiled compiled = new Compiled();
            if (pcap_compile(handle, compiled, text, 1, NETMASK_UNKNOWN) != 0) {
                throw new IOException("bad capture filter \"" + text + "\" on " + LinkTypes.name(linkType) + ": "
                        + pcap_geterr(handle).lines().findFirst().orElse(""));
            }
            try {
                return program(compiled);
            } finally {
                pcap_freecode(compiled);
            }
        } finally {
            pcap_close(handle);
        }
    }

    /**
     * A handle of a savefile without packets. On loopback links the number that means IPv6 is the writing system's own;
     * libpcap takes them all, but only for savefiles.
     */
    private static Pointer savefile(int linkType) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        header.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(SNAPLEN)
                .putInt(linkType);
        Path file = Files.createTempFile("mcshark", ".pcap");
        try {
            Files.write(file, header.array());
            return pcap_open_offline(file.toString(), new byte[ERRBUF_BYTES]);
        } finally {
            Files.delete(file);
        }
    }

    private static Program program(Compiled compiled) {
        int count = compiled.length;
        int[] codes = new int[count];
        int[] yes = new int[count];
        int[] no = new int[count];
        int[] ks = new int[count];
        for (int i = 0; i < count; i++) {
            long at = (long) i * INSTRUCTION_BYTES;
            codes[i] = compiled.instructions.getShort(at) & 0xffff;
            yes[i] = compiled.instructions.getByte(at + 2) & 0xff;
            no[i] = compiled.instructions.getByte(at + 3) & 0xff;
            ks[i] = compiled.instructions.getInt(at + 4);
        }
        return new Program(codes, yes, no, ks);
    }
}
