package io.mcshark.capture.live;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;

/**
 * What pcap4j leaves out: the choice of a time stamp type, which libpcap takes only between create and activate. Makes the
 * handle itself and gives it to pcap4j.
 */
final class TimestampedHandle {
    private static final int ERRBUF_BYTES = 256;
    private static final int TSTAMP_PRECISION_NANO = 1;

    static {
        Native.register("pcap");
    }

    private TimestampedHandle() {}

    private static native Pointer pcap_create(String device, byte[] errbuf);

    private static native int pcap_set_snaplen(Pointer handle, int bytes);

    private static native int pcap_set_promisc(Pointer handle, int promiscuous);

    private static native int pcap_set_timeout(Pointer handle, int millis);

    private static native int pcap_set_buffer_size(Pointer handle, int bytes);

    private static native int pcap_set_tstamp_type(Pointer handle, int type);

    private static native int pcap_set_tstamp_precision(Pointer handle, int precision);

    private static native int pcap_activate(Pointer handle);

    private static native void pcap_close(Pointer handle);

    private static native String pcap_geterr(Pointer handle);

    private static native int pcap_list_tstamp_types(Pointer handle, PointerByReference types);

    private static native void pcap_free_tstamp_types(Pointer types);

    private static native int pcap_tstamp_type_name_to_val(String name);

    private static native String pcap_tstamp_type_val_to_name(int type);

    private static native String pcap_tstamp_type_val_to_description(int type);

    static PcapHandle open(String name, CaptureSettings settings) throws CaptureException {
        Pointer handle = create(name);
        String wanted = settings.timestampType();
        int type = pcap_tstamp_type_name_to_val(wanted);
        if (type < 0 || pcap_set_tstamp_type(handle, type) != 0) {
            List<TimestampType> offered = offered(handle);
            pcap_close(handle);
            throw new CaptureException(name + ": no time stamp type \"" + wanted + "\"; there are: "
                    + (offered.isEmpty()
                            ? "none to choose from"
                            : offered.stream().map(TimestampType::name).collect(Collectors.joining(", "))));
        }
        pcap_set_snaplen(handle, settings.snaplen());
        pcap_set_promisc(handle, settings.promiscuous() ? 1 : 0);
        pcap_set_timeout(handle, CaptureSettings.KERNEL_TIMEOUT_MILLIS);
        pcap_set_buffer_size(handle, settings.bufferBytes());
        boolean nano = pcap_set_tstamp_precision(handle, TSTAMP_PRECISION_NANO) == 0;
        int answer = pcap_activate(handle);
        if (answer < 0) {
            String message = pcap_geterr(handle);
            pcap_close(handle);
            throw Libpcap.refused(name, answer, message);
        }
        return wrap(handle, nano ? TimestampPrecision.NANO : TimestampPrecision.MICRO);
    }

    /** The types an interface offers. */
    static List<TimestampType> types(String name) throws CaptureException {
        Pointer handle = create(name);
        try {
            return offered(handle);
        } finally {
            pcap_close(handle);
        }
    }

    private static Pointer create(String name) throws CaptureException {
        byte[] errbuf = new byte[ERRBUF_BYTES];
        Pointer handle = pcap_create(name, errbuf);
        if (handle == null) {
            throw new CaptureException(name + ": cannot capture: " + Native.toString(errbuf));
        }
        return handle;
    }

    private static List<TimestampType> offered(Pointer handle) {
        PointerByReference types = new PointerByReference();
        int count = pcap_list_tstamp_types(handle, types);
        List<TimestampType> offered = new ArrayList<>();
        if (count > 0) {
            for (int type : types.getValue().getIntArray(0, count)) {
                String name = pcap_tstamp_type_val_to_name(type);
                offered.add(new TimestampType(
                        name == null ? String.valueOf(type) : name, pcap_tstamp_type_val_to_description(type)));
            }
            pcap_free_tstamp_types(types.getValue());
        }
        return offered;
    }

    /** pcap4j's constructor for a handle made elsewhere is not public: this is the price of -j. */
    private static PcapHandle wrap(Pointer handle, TimestampPrecision precision) {
        try {
            Constructor<PcapHandle> constructor =
                    PcapHandle.class.getDeclaredConstructor(Pointer.class, TimestampPrecision.class);
            constructor.setAccessible(true);
            return constructor.newInstance(handle, precision);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("pcap4j is not the version this was written for", e);
        }
    }
}
