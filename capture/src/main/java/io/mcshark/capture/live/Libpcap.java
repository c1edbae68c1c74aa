package io.mcshark.capture.live;

import java.util.List;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.Pcaps;

/** libpcap through pcap4j, loaded on first use; its failures become one line for the person. */
final class Libpcap {
    /** Return codes of pcap_activate, from pcap/pcap.h. */
    private static final int NO_SUCH_DEVICE = -5, PERM_DENIED = -8, IFACE_NOT_UP = -9, PROMISC_PERM_DENIED = -11;

    private Libpcap() {}

    /** Fails unless libpcap can be loaded. */
    static void load() throws CaptureException {
        try {
            Pcaps.libVersion();
        } catch (LinkageError e) {
            throw new CaptureException(
                    "live capture needs libpcap, which is not installed: apt install libpcap0.8"
                            + " (libpcap on Fedora and Arch); savefiles are read without it",
                    e);
        }
    }

    static List<PcapNetworkInterface> devices() throws CaptureException {
        load();
        try {
            return Pcaps.findAllDevs();
        } catch (PcapNativeException e) {
            throw new CaptureException("cannot list the interfaces: " + e.getMessage(), e);
        }
    }

    /** An interface ready to capture, without a filter yet. */
    static PcapHandle open(String name, CaptureSettings settings) throws CaptureException {
        load();
        if (settings.timestampType() != null) {
            return TimestampedHandle.open(name, settings);
        }
        try {
            return new PcapHandle.Builder(name)
                    .snaplen(settings.snaplen())
                    .promiscuousMode(
                            settings.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
                    .timeoutMillis(CaptureSettings.KERNEL_TIMEOUT_MILLIS)
                    .bufferSize(settings.bufferBytes())
                    .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
                    .build();
        } catch (PcapNativeException e) {
            throw refused(name, e.getReturnCode() == null ? 0 : e.getReturnCode(), e.getMessage());
        }
    }

    /** Why an interface could not be opened, and what to do. */
    static CaptureException refused(String name, int code, String message) {
        boolean denied = code == PERM_DENIED || code == PROMISC_PERM_DENIED;
        return new CaptureException(
                switch (denied && !names().contains(name) ? NO_SUCH_DEVICE : code) {
                    case NO_SUCH_DEVICE -> unknown(name);
                    case PERM_DENIED, PROMISC_PERM_DENIED ->
                        "%s: no permission to capture; use \"sudo mcshark ...\", or \"sudo setpriv --ambient-caps=+net_raw,+net_admin --inh-caps=+net_raw,+net_admin --reuid=%s --init-groups mcshark ...\", or \"dumpcap -i %s -w - | mcshark read -\""
                                .formatted(name, System.getProperty("user.name"), name);
                    case IFACE_NOT_UP -> name + ": the interface is down; ip link set " + name + " up";
                    default -> name + ": cannot capture: " + firstLine(message);
                });
    }

    /** One line that names the interfaces there are. */
    static String unknown(String name) {
        return "no interface \"" + name + "\"; there are: " + String.join(", ", names());
    }

    static List<String> names() {
        try {
            return devices().stream().map(PcapNetworkInterface::getName).toList();
        } catch (CaptureException e) {
            return List.of("none that can be listed");
        }
    }

    /** Compiles and sets a capture filter; libpcap's own words where it refuses. */
    static void filter(PcapHandle handle, String expression) throws CaptureException {
        if (expression.isBlank()) {
            return;
        }
        try {
            handle.setFilter(expression, BpfProgram.BpfCompileMode.OPTIMIZE);
        } catch (PcapNativeException e) {
            String words = firstLine(e.getMessage()).replaceFirst("^Error occurred in pcap_\\w+: ", "");
            throw new CaptureException("bad capture filter \"" + expression + "\": " + words, e);
        } catch (NotOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("").strip();
    }
}
