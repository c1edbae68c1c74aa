package io.mcshark.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A savefile of 1500 packets, and what programs packed it into ({@code resources/packed}). */
final class Packed {
    static final int PACKETS = 1500;

    /** Where the second frame of the files with two begins; inside a packet. */
    static final int SECOND_FRAME = 150_001;

    private static final String[] WORDS =
            ("join leave query report group source stream packet loss delay jitter queue route prune graft hello"
                            + " state timer")
                    .split(" ");

    private Packed() {}

    /** Nanosecond pcap of words in no order, many packets twice; packet i is i nanoseconds after a full second. */
    static byte[] content() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(little(24)
                .putInt(0xa1b23c4d)
                .putShort((short) 2)
                .putShort((short) 4)
                .array());
        byte[] head = out.toByteArray();
        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 65535).putInt(20, 1);
        out.reset();
        out.writeBytes(head);
        List<byte[]> said = new ArrayList<>();
        int x = 1;
        for (int i = 0; i < PACKETS; i++) {
            x = next(x);
            byte[] data;
            if (!said.isEmpty() && (x >> 21 & 15) != 0) {
                data = said.get((x >> 16) % said.size());
            } else {
                StringBuilder text = new StringBuilder();
                for (int n = 4 + (x >> 16 & 31); n > 0; n--) {
                    x = next(x);
                    text.append(WORDS[(x >> 16 & 15) * (x >> 20 & 15) * WORDS.length / 226]);
                    text.append((x >> 26 & 7) != 0 ? ' ' : '-');
                }
                data = text.toString().getBytes(StandardCharsets.US_ASCII);
                said.add(data);
            }
            out.writeBytes(little(16)
                    .putInt(1_700_000_000 + i / 100)
                    .putInt(i)
                    .putInt(data.length)
                    .putInt(data.length)
                    .array());
            out.writeBytes(data);
        }
        return out.toByteArray();
    }

    private static int next(int x) {
        return x * 1_103_515_245 + 12_345 & 0x7fff_ffff;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] file(String name) throws IOException {
        try (InputStream in = Packed.class.getResourceAsStream("/packed/" + name)) {
            return in.readAllBytes();
        }
    }
}
