package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocols;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.protocol.MoldUdp64;
import io.mcshark.decoder.protocol.Mp2t;
import io.mcshark.decoder.protocol.Probe;
import io.mcshark.decoder.protocol.Rtp;
import io.mcshark.decoder.protocol.Sap;

/** Tells what streams carry, from their first packets and from some later ones, and so what is measured. */
final class Recognition {
    /** How many packets are walked before it is settled that nothing is recognised; two that agree make RTP. */
    private static final int TRIALS = 8, AGREED = 2;

    private static final Protocol RTP = Rtp.H.protocol(),
            SAP = Sap.H.protocol(),
            MP2T = Mp2t.H.protocol(),
            MOLDUDP64 = MoldUdp64.H.protocol(),
            PROBE = Probe.H.protocol();

    private final Limits limits;

    Recognition(Limits limits) {
        this.limits = limits;
    }

    /** Looks at what a walked packet of a stream carries. */
    void look(Stream s, Frame f, Datagram packet) {
        int layer = udp(f, packet) + 1;
        Protocol child = layer < f.depth() ? f.protocol(layer) : null;
        boolean opaque =
                child == null || child == Protocols.DATA || child == Protocols.SHORT || child == Protocols.MALFORMED;
        if (child == RTP) {
            s.carries = f.has(MP2T) ? RTP.name() + " " + MP2T.name() : RTP.name();
            s.agreed++;
            if (s.rtp == null) {
                s.rtp = new RtpFlow();
            }
            s.numbered = true;
            if (f.has(MP2T) && s.transport == null) {
                s.transport = new TransportStream();
            }
            settle(s, s.agreed >= AGREED ? Content.RTP : s.content);
        } else if (s.content == Content.UNSETTLED || s.content == Content.OTHER) {
            s.carries = opaque ? null : child.name();
            s.agreed = 0;
            s.numbered = false; // what looked like RTP once was none
            unnumbered(s, child, opaque);
        }
        if (child == RTP && s.rtp != null && s.rtp.current() != null) {
            name(s.rtp.current(), f, f.at(layer));
        }
    }

    private void unnumbered(Stream s, Protocol child, boolean opaque) {
        if (child == MP2T) {
            s.transport = s.transport == null ? new TransportStream() : s.transport;
            settle(s, Content.TRANSPORT_STREAM);
        } else if (child == MOLDUDP64) {
            s.numbering = Numbering.of(Content.MOLDUDP64);
            s.numbered = true;
            settle(s, Content.MOLDUDP64);
        } else if (child == PROBE) {
            s.numbering = Numbering.of(Content.PROBE);
            s.numbered = true;
            settle(s, Content.PROBE);
        } else if (limits.sequence() != null) {
            s.numbering = Numbering.declared(limits.sequence(), limits.time());
            s.numbered = true;
            settle(s, Content.DECLARED);
        } else if (!opaque || s.packets >= TRIALS) {
            settle(s, child == SAP ? Content.UNSETTLED : Content.OTHER); // each announcement is worth reading
        } else if (s.rtp == null && s.packets == 0) {
            s.rtp = new RtpFlow(); // it may be seen only with the next one
        }
    }

    /** It carries that; what was counted for RTP that is none is forgotten. */
    static void settle(Stream s, Content content) {
        s.content = content;
        if (content != Content.RTP && content != Content.UNSETTLED && s.rtp != null) {
            s.rtp = null;
            s.source = null;
            s.lost = 0;
            s.duplicate = 0;
            s.reordered = 0;
        }
    }

    private static int udp(Frame f, Datagram packet) {
        int layer = packet.layer();
        while (f.at(layer) != packet.udp()) {
            layer++;
        }
        return layer;
    }

    private static void name(RtpSource source, Frame f, int at) {
        source.codec = Rtp.codec(f, at);
        int rate = Rtp.announcedRate(f, at);
        if (rate > 0) {
            source.announced(rate);
        }
    }
}
