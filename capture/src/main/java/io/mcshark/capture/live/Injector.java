package io.mcshark.capture.live;

import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;

/** Sends whole Ethernet frames on an interface, as they are: nothing of this host's network is asked. One thread at a time. */
public final class Injector implements AutoCloseable {
    private final String name;
    private final PcapHandle handle;

    private Injector(String name, PcapHandle handle) {
        this.name = name;
        this.handle = handle;
    }

    /**
     * Opens an interface for sending.
     *
     * @throws CaptureException one line: unknown interface, no permission, no libpcap, or an interface without Ethernet frames
     */
    public static Injector open(String name) throws CaptureException {
        // Nothing is read: a small buffer, and no other program's frames.
        PcapHandle handle = Libpcap.open(
                name, new CaptureSettings().promiscuous(false).snaplen(64).bufferBytes(1 << 16));
        if (handle.getDlt().value() != LinkType.ETHERNET) {
            handle.close();
            throw new CaptureException(name + ": frames can be sent on Ethernet interfaces only");
        }
        return new Injector(name, handle);
    }

    /** @throws CaptureException when the interface does not take the frame, as when it is longer than its MTU */
    public void send(byte[] frame) throws CaptureException {
        try {
            handle.sendPacket(frame);
        } catch (PcapNativeException e) {
            throw new CaptureException(
                    name + ": cannot send a frame of " + frame.length + " bytes: " + Libpcap.firstLine(e.getMessage()),
                    e);
        } catch (NotOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
