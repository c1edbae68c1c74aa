package io.mcshark.cli;

import io.mcshark.capture.Compression;
import io.mcshark.capture.InterfaceDescription;
import io.mcshark.capture.InterfaceStatistics;
import io.mcshark.capture.LinkTypes;
import io.mcshark.capture.PacketReader;
import io.mcshark.capture.SavefileException;
import io.mcshark.capture.SavefileSummary;
import io.mcshark.capture.SectionHeader;
import io.mcshark.decoder.Out;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code mcshark info}: what savefiles are and hold. */
public final class Info implements Declared {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn xxx");
    private static final long NANOS = 1_000_000_000L;

    private final List<String> files = new ArrayList<>();
    private final Console console;
    private final Out out = new Out();

    Info(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Tells what savefiles are and hold: format, interfaces, packets, times, damage.";
    }

    @Override
    public void declare(Options options) {
        options.operands(files, "1..*", "FILE", "Savefiles; - is standard input.");
    }

    @Override
    public Integer call() throws IOException {
        int code = Main.OK;
        boolean first = true;
        for (String file : files) {
            try (PacketReader reader = file.equals("-")
                    ? PacketReader.open(console.in(), "standard input")
                    : PacketReader.open(Path.of(file))) {
                console.closeOnStop(reader);
                SavefileSummary summary = SavefileSummary.of(reader);
                out.put(first ? "" : "\n");
                first = false;
                print(file, reader, summary);
                console.text().print(out);
                console.flush();
                out.clear();
                if (summary.damage() != null) {
                    code = Main.ERROR;
                    if (!console.terminal()) { // on a terminal the line above says it
                        complain(reader.name() + ": " + summary.damage());
                    }
                }
            } catch (SavefileException e) {
                code = Main.ERROR;
                complain(e.getMessage());
            }
        }
        return code;
    }

    private void complain(String what) {
        console.err().println(Main.PREFIX + what);
    }

    private void print(String file, PacketReader reader, SavefileSummary summary) throws IOException {
        line("File", file.equals("-") ? "standard input" : file + size(file));
        Compression packed = reader.compression();
        line("Format", summary.format() + (packed == Compression.NONE ? "" : ", packed with " + packed));
        int number = 0;
        for (SavefileSummary.Section section : summary.sections()) {
            number++;
            if (summary.sections().size() > 1) {
                line("Section", "%d of %,d", number, summary.sectionCount());
            }
            print(section.header());
            for (int id = 0; id < section.interfaces().size(); id++) {
                print(section, id);
            }
        }
        line("Packets", "%,d%s", summary.packets(), remarks(summary));
        if (summary.others() > 0) {
            line("Others", "%,d numbered records that are no packets", summary.others());
        }
        line(
                "Bytes",
                summary.captured() == summary.wire() ? "%,d" : "%,d captured of %,d on the wire",
                summary.captured(),
                summary.wire());
        if (summary.timed()) {
            times(summary);
        }
        if (summary.damage() != null) {
            line("Damage", summary.damage());
        }
    }

    private static String size(String file) throws IOException {
        return Files.isRegularFile(Path.of(file))
                ? String.format(Locale.ROOT, " (%,d bytes)", Files.size(Path.of(file)))
                : "";
    }

    private void print(SectionHeader header) {
        line("Written by", header.application());
        line("System", header.os());
        line("Hardware", header.hardware());
        header.comments().forEach(comment -> line("Comment", comment));
    }

    private void print(SavefileSummary.Section section, int id) {
        InterfaceDescription about = section.interfaces().get(id);
        StringBuilder line = new StringBuilder();
        if (about.name() != null) {
            line.append(about.name());
        }
        if (about.description() != null) {
            line.append(line.isEmpty() ? "" : " ")
                    .append('(')
                    .append(about.description())
                    .append(')');
        }
        line.append(line.isEmpty() ? "" : ", ").append(LinkTypes.name(about.linkType()));
        line.append(" (").append(about.linkType()).append(')');
        if (about.snaplen() != 0) {
            line.append(", snap length ").append(Integer.toUnsignedString(about.snaplen()));
        }
        line.append(", times to ").append(unit(about.digits()));
        if (about.offsetSeconds() != 0) {
            line.append(String.format(Locale.ROOT, " %+d s", about.offsetSeconds()));
        }
        if (about.fcsBytes() > 0) {
            line.append(", check sequence of ").append(about.fcsBytes()).append(" bytes");
        }
        if (about.filter() != null) {
            line.append(", filter ").append(about.filter());
        }
        line.append(
                String.format(Locale.ROOT, ", %,d packet%s", section.packets(id), section.packets(id) == 1 ? "" : "s"));
        line("Interface " + id, line.toString());
        about.comments().forEach(comment -> line("", comment));
        InterfaceStatistics counters = section.statistics(id);
        if (counters != null) {
            line("", counters(counters));
        }
    }

    private static String unit(int digits) {
        return switch (digits) {
            case 0 -> "1 s";
            case 3 -> "1 ms";
            case 6 -> "1 µs";
            case 9 -> "1 ns";
            default -> digits > 0 ? "10^-" + digits + " s" : "2^" + digits + " s";
        };
    }

    private static String counters(InterfaceStatistics counters) {
        List<String> all = new ArrayList<>();
        count(all, "received", counters.received());
        count(all, "accepted by filter", counters.acceptedByFilter());
        count(all, "dropped by interface", counters.droppedByInterface());
        count(all, "dropped by system", counters.droppedByOs());
        count(all, "delivered", counters.delivered());
        return String.join(", ", all);
    }

    private static void count(List<String> all, String what, long count) {
        if (count >= 0) {
            all.add(String.format(Locale.ROOT, "%s %,d", what, count));
        }
    }

    private static String remarks(SavefileSummary summary) {
        List<String> all = new ArrayList<>();
        count(all, "cut by a snap length:", summary.cut());
        count(all, "with a comment:", summary.commented());
        all.removeIf(text -> text.endsWith(": 0"));
        return all.isEmpty() ? "" : "; " + String.join(", ", all);
    }

    private void times(SavefileSummary summary) {
        line("First", time(summary.earliest()));
        line("Last", time(summary.latest()));
        long nanos = summary.durationNanos();
        line("Duration", "%d.%09d s", nanos / NANOS, nanos % NANOS);
        if (nanos > 0) {
            line(
                    "Average",
                    "%,.1f packets/s, %s, %,.1f bytes a packet",
                    summary.packetRate(),
                    scaled(summary.bitRate()),
                    summary.wire() / (double) Math.max(1, summary.packets()));
        }
        String untimed =
                summary.untimed() == 0 ? "" : String.format(Locale.ROOT, "; %,d without a time", summary.untimed());
        line(
                "Order",
                "%s%s",
                summary.disordered() == 0
                        ? "by time"
                        : String.format(Locale.ROOT, "%,d earlier than the one before", summary.disordered()),
                untimed);
    }

    private static String time(long nanos) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** 1234567 as "1.23 Mbit/s". */
    private static String scaled(double value) {
        String[] prefixes = {"", "k", "M", "G", "T"};
        int i = 0;
        double rest = value;
        while (rest >= 1000 && i + 1 < prefixes.length) {
            rest /= 1000;
            i++;
        }
        return String.format(Locale.ROOT, "%.3g %sbit/s", rest, prefixes[i]);
    }

    private void line(String label, String format, Object... values) {
        line(label, String.format(Locale.ROOT, format, values));
    }

    private void line(String label, String text) {
        if (text != null && !text.isEmpty()) {
            out.put(String.format(Locale.ROOT, "%-13s", label)).safe(text).put('\n');
        }
    }
}
