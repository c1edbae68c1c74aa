package io.mcshark.capture;

/**
 * Counters of one interface (pcapng's Interface Statistics Block, draft-ietf-opsawg-pcapng, 4.6); -1 where not told.
 *
 * @param interfaceId in the section
 * @param nanos when counted, since 1970
 * @param startNanos start of the capture
 * @param endNanos end of the capture
 * @param received packets the interface received (isb_ifrecv)
 * @param droppedByInterface for want of resources (isb_ifdrop)
 * @param acceptedByFilter packets the capture filter let pass (isb_filteraccept)
 * @param droppedByOs by the operating system (isb_osdrop)
 * @param delivered to the capturing program (isb_usrdeliv)
 */
public record InterfaceStatistics(
        int interfaceId,
        long nanos,
        long startNanos,
        long endNanos,
        long received,
        long droppedByInterface,
        long acceptedByFilter,
        long droppedByOs,
        long delivered) {}
