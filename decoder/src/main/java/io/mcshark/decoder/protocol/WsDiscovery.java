package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Web Services Dynamic Discovery, to 239.255.255.250 and ff0x::c: OASIS WS-Discovery 1.1 and the drafts before it; SOAP over UDP 1.1, SOAP 1.2.
 *
 * <pre>
 * Envelope  Header  Action  which of Hello, Bye, Probe, ProbeMatches, Resolve, ResolveMatches (the last part of a URI), MessageID, RelatesTo, To
 *           Body    of that name: EndpointReference Address  who, Types  what, Scopes  where, XAddrs  at which URLs, MetadataVersion
 * </pre>
 *
 * The text is gone through for elements of these names, whatever their prefixes: a parser of XML would have to be protected from its input. Nothing
 * is expanded, so that entities, which SOAP allows none of but the predefined ones, are shown as they stand. Wireshark leaves these datagrams to
 * "data", and so the bytes are data here, too, below what they say.
 */
public final class WsDiscovery extends Protocol {
    private static final int PORT = 3702;

    static final Header H = header("wsd", "Web Services Dynamic Discovery");
    static final Field ACTION = element("Action", "action", "Action"),
            MESSAGE = H.text("message", "Message", WsDiscovery::message).called("mcast.wsd.message");
    static final Field MESSAGE_ID = element("MessageID", "message_id", "Message ID"),
            RELATES_TO = element("RelatesTo", "relates_to", "Relates to"),
            TO = element("To", "to", "To"),
            ADDRESS = element("Address", "address", "Address"),
            TYPES = element("Types", "types", "Types"),
            SCOPES = element("Scopes", "scopes", "Scopes"),
            ADDRESSES = element("XAddrs", "xaddrs", "Transport addresses"),
            METADATA = element("MetadataVersion", "metadata_version", "Metadata version");
    static final Field DOCUMENT_TYPE = H.note(
                    "dtd",
                    "A document type declaration, which SOAP does not allow",
                    (f, at, end) -> declares(f, at, end))
            .called("mcast.wsd.dtd");

    public WsDiscovery() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    /** The text of each element of a name. */
    private static Field element(String local, String name, String label) {
        return H.parts(
                        label,
                        (f, at, end, previous, index) -> find(f, previous < 0 ? at : previous + 1, end, local),
                        (f, at, end) -> stop(f, at, end) - at)
                .untitled()
                .span(name, label, Type.STRING, WsDiscovery::trimmed)
                .called("mcast.wsd." + name);
    }

    /** The text at {@code at}, without white space around it. */
    private static long trimmed(Frame f, int at, int end) {
        int from = at, to = stop(f, at, end);
        while (from < to && f.u8(from) <= ' ') {
            from++;
        }
        while (to > from && f.u8(to - 1) <= ' ') {
            to--;
        }
        return from < to ? Field.span(from, to - from) : Field.ABSENT;
    }

    private static int stop(Frame f, int at, int end) {
        int i = at;
        while (i < end && f.u8(i) != '<') {
            i++;
        }
        return i;
    }

    /** Where the text of the next element called {@code local}, with any prefix, begins; -1 when there is none. */
    private static int find(Frame f, int at, int end, String local) {
        int i = stop(f, at, end);
        while (i + 1 < end) {
            int name = i + 1, after = f.u8(name) == '!' ? comment(f, name, end) : behindTag(f, name, end);
            boolean empty = after > name + 1 && after <= end && f.u8(after - 2) == '/';
            if (after <= end && !empty && is(f, name, after, local)) {
                return after;
            }
            i = stop(f, after, end);
        }
        return -1;
    }

    /** One past a comment, a CDATA section or a declaration. */
    private static int comment(Frame f, int at, int end) {
        boolean comment = starts(f, at, end, "!--"), data = starts(f, at, end, "![CDATA[");
        if (!comment && !data) {
            return behindTag(f, at, end);
        }
        int sign = comment ? '-' : ']';
        for (int i = at + 3; i + 2 < end; i++) {
            if (f.u8(i) == sign && f.u8(i + 1) == sign && f.u8(i + 2) == '>') {
                return i + 3;
            }
        }
        return end + 1;
    }

    /** One past the {@code >} that ends a tag, not one in quotes. */
    private static int behindTag(Frame f, int at, int end) {
        int quote = 0;
        for (int i = at; i < end; i++) {
            int c = f.u8(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return end + 1;
    }

    private static boolean starts(Frame f, int at, int end, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= end || f.u8(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(Frame f, int name, int end, String local) {
        int from = name, i = name;
        while (i < end && f.u8(i) > ' ' && f.u8(i) != '>' && f.u8(i) != '/') {
            if (f.u8(i++) == ':') {
                from = i;
            }
        }
        return i - from == local.length() && starts(f, from, i, local);
    }

    /** A document type stands before the first element, behind comments and processing instructions. */
    private static boolean declares(Frame f, int at, int end) {
        int i = stop(f, at, end);
        while (i + 1 < end && (f.u8(i + 1) == '!' || f.u8(i + 1) == '?')) {
            if (starts(f, i, end, "<!DOCTYPE")) {
                return true;
            }
            i = stop(f, comment(f, i + 1, end), end);
        }
        return false;
    }

    /** The last part of the action's URI. */
    private static void message(Frame f, int at, int end, Out out) {
        int action = find(f, at, end, "Action");
        long text = action < 0 ? Field.ABSENT : trimmed(f, action, end);
        if (text != Field.ABSENT) {
            int from = (int) (text >>> 32), stop = from + (int) text;
            for (int i = from; i < stop; i++) {
                from = f.u8(i) == '/' ? i + 1 : from;
            }
            out.safe(f.segment(), f.base() + from, stop - from);
        }
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int i = starts(f, at, end, "\u00ef\u00bb\u00bf") ? at + 3 : at;
        while (i < end && f.u8(i) <= ' ') {
            i++;
        }
        if (i < end && f.u8(i) == '<') {
            f.push(this, at, end, end);
        }
        f.nextData(at, f.declared());
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        message(f, at, end, out.put("wsd "));
        said(f, at, end, "Types", " types ", out);
        said(f, at, end, "Address", " of ", out);
        said(f, at, end, "XAddrs", " at ", out);
    }

    private static void said(Frame f, int at, int end, String local, String word, Out out) {
        int found = find(f, at, end, local);
        long text = found < 0 ? Field.ABSENT : trimmed(f, found, end);
        if (text != Field.ABSENT) {
            out.put(word).safe(f.segment(), f.base() + (int) (text >>> 32), (int) text);
        }
    }
}
