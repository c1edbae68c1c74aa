package io.mcshark.capture.live;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;
import org.pcap4j.util.LinkLayerAddress;

/** The interfaces packets can be captured on. */
public final class Interfaces {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    /** The loopback interface's. */
    private static final String NO_MAC = "00:00:00:00:00:00";

    private Interfaces() {}

    /**
     * All interfaces, in libpcap's order.
     *
     * @throws CaptureException when libpcap is missing
     */
    public static List<Interface> list() throws CaptureException {
        List<Interface> found = new ArrayList<>();
        for (PcapNetworkInterface device : Libpcap.devices()) {
            found.add(new Interface(
                    found.size() + 1,
                    device.getName(),
                    Optional.ofNullable(device.getDescription()),
                    device.getLinkLayerAddresses().stream()
                            .map(LinkLayerAddress::getAddress)
                            .map(COLONS::formatHex)
                            .filter(mac -> !mac.equals(NO_MAC))
                            .findFirst(),
                    addresses(device),
                    device.isUp(),
                    device.isRunning(),
                    device.isLoopBack()));
        }
        return found;
    }

    /**
     * The name of the interface of this name, or of this number in {@link #list}. A name is not looked up: opening does that.
     *
     * @throws CaptureException when there is no such number; the message lists the names there are
     */
    public static String resolve(String nameOrNumber) throws CaptureException {
        if (!nameOrNumber.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return nameOrNumber;
        }
        for (Interface candidate : list()) {
            if (candidate.name().equals(nameOrNumber)
                    || String.valueOf(candidate.number()).equals(nameOrNumber)) {
                return candidate.name();
            }
        }
        throw new CaptureException(Libpcap.unknown(nameOrNumber));
    }

    /**
     * The link types an interface offers, the one it captures with first. Opens the interface, so permission is needed.
     *
     * @throws CaptureException when it cannot be opened
     */
    public static List<LinkType> linkTypes(String name) throws CaptureException {
        try (PcapHandle handle = Libpcap.open(name, new CaptureSettings())) {
            List<LinkType> types = new ArrayList<>();
            for (DataLinkType type : handle.listDatalinks()) {
                int number = type.value();
                types.add(
                        new LinkType(number, Pcaps.dataLinkValToName(number), Pcaps.dataLinkValToDescription(number)));
            }
            return types;
        } catch (PcapNativeException | NotOpenException e) {
            throw new CaptureException(name + ": cannot list its link types: " + Libpcap.firstLine(e.getMessage()), e);
        }
    }

    /**
     * The time stamp types an interface offers; empty where it offers only the kernel's.
     *
     * @throws CaptureException when there is no such interface or libpcap is missing
     */
    public static List<TimestampType> timestampTypes(String name) throws CaptureException {
        // libpcap makes a handle of any name, and looks for the interface only when it opens it
        if (Libpcap.devices().stream().noneMatch(device -> device.getName().equals(name))) {
            throw new CaptureException(Libpcap.unknown(name));
        }
        return TimestampedHandle.types(name);
    }

    private static List<InetAddress> addresses(PcapNetworkInterface device) {
        return device.getAddresses().stream().map(PcapAddress::getAddress).toList();
    }
}
