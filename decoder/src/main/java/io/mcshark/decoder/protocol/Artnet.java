package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Art-Net 4, Artistic Licence: levels of lamps and what nodes say of themselves, to broadcast addresses and UDP port 6454.
 *
 * <pre>
 * "Art-Net" and a zero 8, operation 2 (low octet first), but for poll replies version 2, and
 * 0x2000 poll: wishes 1, priority 1, target ports 4     0x2100 reply: address 4, port 2, version 2, net 1, subnet 1, OEM 2, UBEA 1, status 1,
 *        maker 2, names 18 and 64, report 64, ports 2, their types, inputs, outputs, numbers 4 each, …, MAC 6, bound to 5, status 1
 * 0x5000 levels: sequence 1, port 1, universe 2 (low octet first), length 2, levels     0x2300 diagnostics   0x6000 address   0x7000 input
 * 0x8000 … 0x8400 devices and RDM    0x9900 trigger    0xf200 firmware    0xf800, 0xf900 IP address; of others no more than the name
 * </pre>
 */
public final class Artnet extends Protocol {
    private static final int ART = 0x4172742d, POLL = 0x2000, REPLY = 0x2100, LEVELS = 0x5000, HEADER = 10;
    private static final long ART_NET = 0x4172742d4e657400L;

    private static final Names OPERATIONS = Names.lines("""
            0x2000 ArtPoll
            0x2100 ArtPollReply
            0x2200 ArtPollFpReply
            0x2300 ArtDiagData
            0x2400 ArtCommand
            0x5000 ArtDMX
            0x5100 ArtNzs
            0x5200 ArtSync
            0x6000 ArtAddress
            0x7000 ArtInput
            0x8000 ArtTodRequest
            0x8100 ArtTodData
            0x8200 ArtTodControl
            0x8300 ArtRdm
            0x8400 ArtRdmSub
            0x9000 ArtMedia
            0x9100 ArtMediaPatch
            0x9200 ArtMediaControl
            0x9300 ArtMediaControlReply
            0x9700 ArtTimeCode
            0x9800 ArtTimeSync
            0x9900 ArtTrigger
            0x9a00 ArtDirectory
            0x9b00 ArtDirectoryReply
            0xa010 ArtVideoSetup
            0xa020 ArtVideoPalette
            0xa040 ArtVideoData
            0xf000 ArtMacMaster
            0xf100 ArtMacSlave
            0xf200 ArtFirmwareMaster
            0xf300 ArtFirmwareReply
            0xf400 ArtFileTnMaster
            0xf500 ArtFileFnMaster
            0xf600 ArtFileFnReply
            0xf800 ArtIpProg
            0xf900 ArtIpProgReply
            """);

    static final Header H = header("artnet", "Art-Net");
    static final Field
            ID = H.span("header.id", "ID", Type.STRING, (f, at, end) -> Field.span(at, Vrrp.textBytes(f, at, 8))),
            OPCODE = H.skip(64).u16("header.opcode", "OpCode").little().hex().names(OPERATIONS);
    static final Header VERSIONED = H.then("Version", (f, at, end) -> OPCODE.get(f, at) != REPLY);
    static final Field PROTVER = VERSIONED.u16("header.protver", "ProtVer");

    static final Header ASKED = operation(VERSIONED, POLL, "poll");
    static final Field TALK = ASKED.u8("poll.talktome", "TalkToMe").hex(),
            TARGETED = ASKED.split(TALK).skip(2).bit("poll.talktome_targeted", "Targeted mode");

    static {
        ASKED.bit("poll.talktome_vlc", "VLC transmission");
        hexBit(ASKED, "poll.talktome_diag_unicast", "Send diagnostics unicast");
        ASKED.bit("poll.talktome_diag", "Send diagnostics messages");
        ASKED.bit("poll.talktome_reply_change", "Send me ArtPollReply on change");
        ASKED.skip(1).u8("poll.diag_priority", "Priority");
        Header target = ASKED.then("Target", (f, at, end) -> TARGETED.get(f, at) == 1);
        target.u16("poll.target_port_top", "Target Port Top");
        target.u16("poll.target_port_bottom", "Target Port Bottom");
    }

    static final Header NODE = operation(H, REPLY, "poll_reply");
    static final Field NODE_IP = NODE.ipv4("poll_reply.ip_address", "IP Address"),
            NODE_PORT = NODE.u16("poll_reply.port_nr", "Port number").little(),
            NODE_VERSION = NODE.u16("poll_reply.versinfo", "Version Info").hex(),
            NET = NODE.u8("poll_reply.netswitch", "NetSwitch").hex(),
            SUBNET = NODE.u8("poll_reply.subswitch", "SubSwitch").hex();

    static {
        NODE.u16("poll_reply.oem", "Oem").hex();
        NODE.u8("poll_reply.ubea_version", "UBEA Version");
        Field status = NODE.u8("poll_reply.status", "Status").hex();
        NODE.split(status).bits(2, "poll_reply.indicator", "Indicator State").hex();
        NODE.bits(2, "poll_reply.port_prog", "Port Address Programming Authority")
                .hex();
        hexBit(NODE.skip(1), "poll_reply.rom_booted", "ROM Booted");
        NODE.bit("poll_reply.rdm_supported", "RDM Supported");
        NODE.bit("poll_reply.ubea_present", "Ubea Present");
        NODE.u16("poll_reply.esta_man", "ESTA Code").little().hex();
    }

    static final Field SHORT_NAME = text(NODE, 26, 18, "poll_reply.short_name", "Short Name"),
            LONG_NAME = text(NODE, 44, 64, "poll_reply.long_name", "Long Name"),
            REPORT = text(NODE, 108, 64, "poll_reply.node_report", "Node Report");
    static final Header PORTS = NODE.then("Ports", (f, at, end) -> true);
    static final Field NUM_PORTS = PORTS.u16("poll_reply.num_ports", "Number of Ports");

    static {
        titles("poll_reply.port_info", "Port Info");
        titles("poll_reply.good_input", "Input Status");
        titles("poll_reply.good_output", "Output Status");
        titles("poll_reply.swin", "Input Subswitch");
        titles("poll_reply.swout", "Output Subswitch");
        four(PORTS, "poll_reply.port_types", "Type of Port");
        for (int i = 1; i <= 4; i++) {
            Header port = PORTS.then("Input " + i, (f, at, end) -> true),
                    more = PORTS.then("Input " + i, (f, at, end) -> true);
            Field input = port.u8("poll_reply.good_input_" + i, "Input status of Port " + i)
                    .hex();
            hexBit(port.split(input), "poll_reply.good_input_data", "Data received");
            hexBit(port.skip(1), "poll_reply.good_input_dmx_sip", "DMX SIPs supported");
            hexBit(port, "poll_reply.good_input_dmx_text", "DMX text packets supported");
            hexBit(port, "poll_reply.good_input_disabled", "Input is disabled");
            hexBit(port, "poll_reply.good_input_recv_error", "Receive errors detected");
            // Wireshark calls it that, too.
            hexBit(more.skip(1), "poll_reply.good_input_dmx_text", "DMX test packets supported");
            PORTS.skip(8);
        }
        for (int i = 1; i <= 4; i++) {
            Header port = PORTS.then("Output " + i, (f, at, end) -> true);
            Field output = port.u8("poll_reply.good_output_" + i, "Output status of Port " + i)
                    .hex();
            hexBit(port.split(output), "poll_reply.good_output_data", "Data transmitted");
            hexBit(port, "poll_reply.good_output_dmx_test", "DMX test packets supported");
            hexBit(port, "poll_reply.good_output_dmx_sip", "DMX SIPs supported");
            hexBit(port, "poll_reply.good_output_dmx_text", "DMX text packets supported");
            hexBit(port, "poll_reply.good_output_merge_artnet", "Merging Art-Net data");
            hexBit(port, "poll_reply.good_output_short", "DMX output short circuit");
            hexBit(port, "poll_reply.good_output_merge_ltp", "Merge mode is LTP");
            PORTS.skip(8);
        }
        universes("swin", "Input Subswitch of Port", "Universe of input port");
        universes("swout", "Output Subswitch of Port", "Universe of output port");
        PORTS.u8("poll_reply.swvideo", "SwVideo").hex();
        PORTS.u8("poll_reply.swmacro", "SwMacro").hex();
        PORTS.u8("poll_reply.swremote", "SwRemote").hex();
        PORTS.bytes(3, "spare", "spare");
        PORTS.u8("poll_reply.style", "Style").hex();
        // What follows came with later versions.
        PORTS.then("MAC", (f, at, end) -> true).mac("poll_reply.mac", "MAC");
        Header bound = PORTS.skip(48).then("Bound", (f, at, end) -> true);
        bound.ipv4("poll_reply.bind_ip_address", "Bind IP Address");
        bound.u8("poll_reply.bind_index", "Bind Index").hex();
        Field second = bound.u8("poll_reply.status2", "Status2").hex();
        hexBit(bound.split(second).skip(4), "poll_reply.addrsupport", "Port-Address size");
        bound.bit("poll_reply.dhcpsupport", "DHCP configuration supported");
        bound.bit("poll_reply.dhcpused", "DHCP configuration used");
        bound.bit("poll_reply.websupport", "Web configuration supported");
        bound.then("Filler", (f, at, end) -> true).bytes(26, "filler", "filler");
    }

    static final Header OUTPUT = operation(VERSIONED, LEVELS, "output");
    static final Field SEQUENCE = OUTPUT.u8("output.sequence", "Sequence"),
            PHYSICAL = OUTPUT.u8("output.physical", "Physical"),
            UNIVERSE = OUTPUT.u16("output.universe", "Universe").little(),
            LENGTH = OUTPUT.u16("output.length", "Length").in("bytes"),
            TOO_LONG =
                    OUTPUT.note(
                                    "too_long",
                                    "More levels than there are",
                                    (f, at, end) -> at + OUTPUT.bytes() + LENGTH.get(f, at)
                                            > f.declared(f.layer(H.protocol(), at)))
                            .called("mcast.artnet_length");

    static {
        ArtnetOperations.declare();
        H.note("header", "Descriptor Header", (f, at, end) -> true).hidden();
        H.span("data", "Data", Type.BYTES, (f, at, end) -> {
            int code = (int) OPCODE.get(f, at), from = at + HEADER + 2;
            boolean bare = code == 0x5100 || code == 0x5200 || OPERATIONS.get(code) == null;
            return bare && from < end ? Field.span(from, end - from) : Field.ABSENT;
        });
        H.length(HEADER);
        ASKED.length(2);
        NODE.length(162);
        PORTS.length(35);
        OUTPUT.length(6);
    }

    public Artnet() {
        super(H);
        guessed(Udp.DSTPORT, ART);
    }

    /** What an operation has, behind its name, which is there wherever the operation is. */
    static Header operation(Header parent, int code, String name) {
        String label = OPERATIONS.get(code);
        H.note(name, label + " packet", (f, at, end) -> OPCODE.get(f, at) == code);
        return parent.then(label, (f, at, end) -> OPCODE.get(f, at) == code);
    }

    static Field hexBit(Header h, String name, String label) {
        return h.bits(1, name, label).hex();
    }

    static Field text(Header h, int from, int bytes, String name, String label) {
        Field text = h.span(
                name, label, Type.STRING, (f, at, end) -> Field.span(at + from, Vrrp.textBytes(f, at + from, bytes)));
        h.skip(8 * bytes);
        return text;
    }

    /** Wireshark's names of lines that have others below them. */
    private static void titles(String name, String label) {
        PORTS.note(name, label, (f, at, end) -> true).hidden();
    }

    static void four(Header h, String name, String label) {
        h.note(name, label, (f, at, end) -> true).hidden();
        for (int i = 1; i <= 4; i++) {
            h.u8(name + "_" + i, label + " " + i).hex();
        }
    }

    private static void universes(String name, String label, String universe) {
        for (int i = 1; i <= 4; i++) {
            Field number =
                    PORTS.u8("poll_reply." + name + "_" + i, label + " " + i).hex();
            PORTS.derived(
                    "poll_reply." + name + "_" + i + "_universe",
                    universe + " " + i,
                    Type.UINT,
                    (f, at, end) -> NET.get(f, at) << 8 | SUBNET.get(f, at) << 4 | number.get(f, at));
        }
    }

    @Override
    public boolean looksLike(Frame f, int at, int end) {
        return end - at > HEADER && f.u64(at) == ART_NET;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        int code = (int) OPCODE.get(f, at), body = at + HEADER + 2 + OUTPUT.bytes() - VERSIONED.bytes();
        if (code == LEVELS && body <= end) {
            f.push(this, at, body, end);
            f.next(Channels.H.protocol(), body, body + (int) LENGTH.get(f, at));
            return;
        }
        f.push(this, at, end, end);
        int needed = code == POLL
                ? ASKED.bytes()
                : code == REPLY ? PORTS.bytes() : code == LEVELS ? OUTPUT.bytes() : ArtnetOperations.needed(code);
        if (at + needed > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), code = (int) OPCODE.get(f, at);
        String name = OPERATIONS.get(code);
        out.put("artnet ");
        if (name == null) {
            out.put("operation 0x").hex(code, 4);
        } else {
            out.words(name.substring(3));
        }
        if (OUTPUT.next(f, at, end, -1, 0) >= 0) {
            out.put(" universe ")
                    .dec(UNIVERSE.get(f, at))
                    .put(", sequence ")
                    .dec(SEQUENCE.get(f, at))
                    .put(", ")
                    .dec(LENGTH.get(f, at))
                    .put(" slots");
        } else if (NODE.next(f, at, end, -1, 0) >= 0) {
            SHORT_NAME.put(
                    f, at, end, out.put(' ').ipv4((int) NODE_IP.get(f, at)).put("  "));
        }
    }

    /** Levels of a universe, as Wireshark has them: a layer of their own. */
    public static final class Channels extends Protocol {
        static final Header H = header("dmx_chan", "DMX Channels");
        static final Field LEVELS = H.span(
                "data_filter",
                "DMX data",
                Type.BYTES,
                (f, at, end) -> at < end ? Field.span(at, end - at) : Field.ABSENT);

        static final Field SOME =
                H.note("dmx_data", "DMX data", (f, at, end) -> true).hidden();

        public Channels() {
            super(H);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            f.push(this, at, end, end);
            if (f.declared() > end) {
                f.broken(end, end);
            }
        }
    }
}
