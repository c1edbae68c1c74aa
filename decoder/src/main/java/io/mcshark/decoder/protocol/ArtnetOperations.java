package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/** What is seldom said in {@link Artnet}: how nodes are set up, which devices they have, diagnostics. */
final class ArtnetOperations {
    private static final Names PRIORITIES =
            Names.of(0x10, "low", 0x40, "medium", 0x80, "high", 0xe0, "critical", 0xf0, "volatile");

    static final Header DIAGNOSTICS = of(0x2300, "diag_data");

    static {
        DIAGNOSTICS.bytes(1, "filler", "filler");
        DIAGNOSTICS.u8("diag_data.priority", "Priority").names(PRIORITIES);
        DIAGNOSTICS.u16("diag_data.index", "Index");
    }

    static final Field TOLD = DIAGNOSTICS.u16("diag_data.length", "Length").in("bytes");

    static {
        DIAGNOSTICS.span("diag_data.data", "Data", Type.STRING, (f, at, end) -> {
            int from = at + TOLD.at() + 2;
            return Field.span(from, Vrrp.textBytes(f, from, (int) Math.min(TOLD.get(f, at), end - from)));
        });
    }

    static final Header ADDRESS = of(0x6000, "address");

    static {
        ADDRESS.bit("address.netswitch_write", "Write Net");
        ADDRESS.bits(7, "address.netswitch_net", "Net");
        ADDRESS.bytes(1, "filler", "filler");
        Artnet.text(ADDRESS, 14, 18, "address.short_name", "Short Name");
        Artnet.text(ADDRESS, 32, 64, "address.long_name", "Long Name");
        Artnet.four(ADDRESS, "address.swin", "Input Subswitch of Port");
        Artnet.four(ADDRESS, "address.swout", "Output Subswitch of Port");
        ADDRESS.bit("address.subswitch_write", "Write Sub-Net");
        ADDRESS.skip(3).bits(4, "address.subswitch_sub", "Sub-Net");
        ADDRESS.u8("address.swvideo", "SwVideo").hex();
        ADDRESS.u8("address.command", "Command").hex();
        ADDRESS.length(95);
    }

    static final Header INPUT = of(0x7000, "input");

    static {
        INPUT.bytes(2, "filler", "filler");
        INPUT.u16("input.num_ports", "Number of Ports");
        Artnet.four(INPUT, "input.input", "Status of Port");
    }

    static final Header REQUEST = of(0x8000, "tod_request");

    static {
        REQUEST.bytes(2, "filler", "filler");
        REQUEST.bytes(7, "spare", "spare");
        REQUEST.u8("tod_request.net", "Net").hex();
        REQUEST.u8("tod_request.command", "Command").hex();
        Field count = REQUEST.u8("tod_request.ad_count", "Address Count");
        REQUEST.span(
                "tod_request.address",
                "Address",
                Type.BYTES,
                (f, at, end) -> bytes(at + count.at() + 1, end, count.get(f, at)));
    }

    static final Header DEVICES = of(0x8100, "tod_data");

    static {
        DEVICES.bytes(1, "filler", "filler");
        DEVICES.u8("tod_data.port", "Port");
        DEVICES.bytes(7, "spare", "spare");
        Field net = DEVICES.u8("tod_data.net", "Net").hex();
        DEVICES.u8("tod_data.command_response", "Command Response").hex();
        Field address = DEVICES.u8("tod_data.address", "Address").hex();
        universe(DEVICES, net, address);
        DEVICES.u16("tod_data.uid_total", "UID Total");
        DEVICES.u8("tod_data.block_count", "Block Count");
        Field count = DEVICES.u8("tod_data.uid_count", "UID Count");
        DEVICES.span(
                "tod_data.tod",
                "TOD",
                Type.BYTES,
                (f, at, end) -> bytes(at + count.at() + 1, end, 6 * count.get(f, at)));
    }

    static final Header CONTROL = of(0x8200, "tod_control");

    static {
        CONTROL.bytes(2, "filler", "filler");
        CONTROL.bytes(7, "spare", "spare");
        Field net = CONTROL.u8("tod_control.net", "Net").hex();
        CONTROL.u8("tod_control.command", "Command").hex();
        universe(CONTROL, net, CONTROL.u8("tod_control.address", "Address").hex());
    }

    static final Header RDM = of(0x8300, "rdm");

    static {
        RDM.u8("rdm.rdmver", "RDM Version").hex();
        RDM.bytes(1, "filler", "filler");
        RDM.bytes(7, "spare", "spare");
        Field net = RDM.u8("rdm.net", "Address High").hex();
        RDM.u8("rdm.command", "Command").hex();
        universe(RDM, net, RDM.u8("rdm.address", "Address").hex());
    }

    static final Header RDM_SUB = of(0x8400, "rdm_sub");

    static {
        RDM_SUB.u8("rdm.rdmver", "RDM Version").hex();
        RDM_SUB.bytes(1, "filler", "filler");
        RDM_SUB.bytes(6, "rdm_sub.uid", "UID");
        RDM_SUB.bytes(1, "spare", "spare");
        RDM_SUB.u8("rdm_sub.command_class", "Command Class").hex();
        RDM_SUB.u16("rdm_sub.param_id", "Parameter ID").hex();
        RDM_SUB.u16("rdm_sub.sub_device", "Sub Device").hex();
        RDM_SUB.u16("rdm_sub.sub_count", "Sub Count");
        RDM_SUB.then("Spare", (f, at, end) -> true).bytes(4, "spare", "spare");
    }

    static final Header TRIGGER = of(0x9900, "trigger");

    static {
        TRIGGER.bytes(2, "filler", "filler");
        TRIGGER.u16("trigger.oemcode", "OEM Code").hex();
        TRIGGER.u8("trigger.key", "Key").hex();
        Field subkey = TRIGGER.u8("trigger.subkey", "SubKey").hex();
        TRIGGER.span("trigger.data", "Data", Type.BYTES, (f, at, end) -> bytes(at + subkey.at() + 1, end, end));
    }

    static final Header FIRMWARE = of(0xf200, "firmware_master");

    static {
        FIRMWARE.bytes(2, "filler", "filler");
        FIRMWARE.u8("firmware_master.type", "Type").hex();
        FIRMWARE.u8("firmware_master.block_id", "Block ID");
        FIRMWARE.u32("firmware_master.length", "Length").in("words");
    }

    static final Header PROGRAM = of(0xf800, "ip_prog");

    static {
        PROGRAM.bytes(2, "filler", "filler");
        Field command = PROGRAM.u8("ip_prog.command", "Command").hex();
        PROGRAM.split(command).bit("ip_prog.command_prog_enable", "Enable Programming");
        PROGRAM.bit("ip_prog.command_dhcp_enable", "Enable DHCP");
        PROGRAM.bits(2, "ip_prog.command_unused", "Unused").hex();
        PROGRAM.bit("ip_prog.command_reset", "Reset Parameters");
        PROGRAM.bit("ip_prog.command_prog_ip", "Program IP");
        PROGRAM.bit("ip_prog.command_prog_sm", "Program Subnet Mask");
        PROGRAM.bit("ip_prog.command_prog_port", "Program Port");
        PROGRAM.then("Filler", (f, at, end) -> true).bytes(1, "filler", "filler");
        PROGRAM.skip(8).ipv4("ip_prog.ip", "IP Address");
        PROGRAM.ipv4("ip_prog.sm", "Subnet Mask");
        PROGRAM.u16("ip_prog.port", "Port");
        PROGRAM.bytes(8, "spare", "spare");
    }

    static final Header PROGRAMMED = of(0xf900, "ip_prog_reply");

    static {
        PROGRAMMED.bytes(4, "filler", "filler");
        PROGRAMMED.ipv4("ip_prog_reply.ip", "IP Address");
        PROGRAMMED.ipv4("ip_prog_reply.sm", "Subnet mask");
        PROGRAMMED.u16("ip_prog_reply.port", "Port");
        Field status = PROGRAMMED.u8("ip_prog_reply.status", "Status").hex();
        PROGRAMMED.split(status).skip(1).bit("ip_prog_reply.status_dhcp_enable", "DHCP Enabled");
        PROGRAMMED.skip(6).bytes(7, "spare", "spare");
        for (int code : new int[] {
            0x2200, 0x2400, 0x9000, 0x9100, 0x9200, 0x9300, 0x9700, 0x9800, 0x9a00, 0x9b00, 0xf000, 0xf100, 0xf300,
            0xf400, 0xf500, 0xf600
        }) {
            of(code, name(code));
        }
    }

    private ArtnetOperations() {}

    /** Loads this class, whose fields then stand in Art-Net's header. */
    static void declare() {}

    private static Header of(int code, String name) {
        return Artnet.operation(Artnet.VERSIONED, code, name);
    }

    /** Wireshark's name of an operation without fields of its own. */
    private static String name(int code) {
        return switch (code) {
            case 0x2200 -> "poll_fp_reply";
            case 0x2400 -> "command";
            case 0x9000 -> "media";
            case 0x9100 -> "media_patch";
            case 0x9200 -> "media_control";
            case 0x9300 -> "media_control_reply";
            case 0x9700 -> "time_code";
            case 0x9800 -> "time_sync";
            case 0x9a00 -> "directory";
            case 0x9b00 -> "directory_reply";
            case 0xf000 -> "mac_master";
            case 0xf100 -> "mac_slave";
            case 0xf300 -> "firmware_reply";
            case 0xf400 -> "file_tn_master";
            case 0xf500 -> "file_fn_master";
            default -> "file_fn_reply";
        };
    }

    /** Bytes from Art-Net's first one that an operation has at least. */
    static int needed(int code) {
        return switch (code) {
            case 0x2300 -> DIAGNOSTICS.bytes();
            case 0x6000 -> ADDRESS.bytes();
            case 0x7000 -> INPUT.bytes();
            case 0x8000 -> REQUEST.bytes();
            case 0x8100 -> DEVICES.bytes();
            case 0x8200 -> CONTROL.bytes();
            case 0x8300 -> RDM.bytes();
            case 0x8400 -> RDM_SUB.bytes();
            case 0x9900 -> TRIGGER.bytes();
            case 0xf200 -> FIRMWARE.bytes();
            case 0xf800 -> PROGRAM.bytes();
            case 0xf900 -> PROGRAMMED.bytes();
            default -> Artnet.VERSIONED.bytes();
        };
    }

    private static void universe(Header h, Field net, Field address) {
        h.derived(
                "tod_control.universe",
                "Universe",
                Type.UINT,
                (f, at, end) -> net.get(f, at) << 8 | address.get(f, at));
    }

    private static long bytes(int from, int end, long count) {
        return count <= 0 || from >= end ? Field.ABSENT : Field.span(from, (int) Math.min(count, end - from));
    }
}
