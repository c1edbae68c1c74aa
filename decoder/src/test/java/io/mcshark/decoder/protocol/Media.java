package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Decoded;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.view.FieldsView;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Datagrams of one capture, one after the other: what earlier ones say counts. */
final class Media {
    private final Frame frame;
    private long number;

    Media(String... guesses) {
        Settings settings = new Settings();
        settings.guess = Set.of(guesses);
        frame = new Frame(settings);
    }

    Frame frame() {
        return frame;
    }

    /** A datagram from 192.0.2.1 to 239.1.2.3. */
    Media udp(int source, int destination, String hex) {
        String udp = "%04x%04x%04x0000".formatted(source, destination, 8 + Decoded.bytes(hex).length) + hex;
        byte[] bytes =
                Decoded.bytes("01005e010203 020000000001 0800" + Decoded.header4(17, Decoded.bytes(udp).length) + udp);
        frame.wrap(MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length, 0, ++number, 1);
        return this;
    }

    Media text(int source, int destination, String text) {
        return udp(
                source, destination, HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** An RTP packet with four bytes of payload. */
    Media rtp(int port, int first, int type, int sequence, int ssrc) {
        return udp(40000, port, "%02x%02x%04x00000001%08x 01020304".formatted(first, type, sequence, ssrc));
    }

    String get(String field) {
        Out out = new Out();
        new FieldsView(List.of(Catalogue.get(field)), FieldsView.Format.FIELDS).show(frame, out);
        return out.toString().strip();
    }

    String protocols() {
        String remark = get("_ws.malformed").isEmpty() ? "" : ":_ws.malformed";
        return get("frame.protocols").replace("eth:ethertype:ip:", "") + remark;
    }
}
