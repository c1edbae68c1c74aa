package io.mcshark.cli;

import io.mcshark.capture.PacketWriter;
import io.mcshark.capture.live.CaptureFilter;
import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.FileNames;
import io.mcshark.capture.live.Limits;
import io.mcshark.capture.live.Rotation;
import io.mcshark.cli.traffic.Membership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What to capture, for how long and where to: the options of every command that captures. */
public final class LiveOptions {
    private static final int MAX_BUFFER_MIB = 2047;
    private static final long LEAST_SPOOL = 1 << 20;

    private final List<String> interfaces = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<String> switches = new ArrayList<>();
    private final List<String> joins = new ArrayList<>();
    private final TcpdumpFiles tcpdump = new TcpdumpFiles();
    private String filter;
    private boolean link;
    private boolean all;
    private int snaplen = CaptureSettings.MAX_SNAPLEN;
    private boolean promiscuous = true;
    private Integer bufferMib;
    private String timestampType;
    private Long packets;
    private String target;
    private String spoolFolder;
    private String spoolLimit;

    /** Declares the options; a command calls it for its own. */
    public LiveOptions declare(Options options) {
        options.values(interfaces, "IF", "Capture on this interface, or on several; any is all.", "-i", "--interface")
                .value(String.class, f -> filter = f, "BPF", "Capture filter, instead of IP multicast.", "-f")
                .flag(() -> link = true, "Also frames to link-layer groups that are no IP.", "--l2")
                .flag(() -> all = true, "Everything, not only multicast.", "--all")
                .value(
                        Integer.class,
                        n -> snaplen = n,
                        "BYTES",
                        "Keep so much of each packet.",
                        "-s",
                        "--snapshot-length")
                .flag(() -> promiscuous = false, "Not promiscuous.", "-p", "--no-promiscuous-mode")
                .value(Integer.class, n -> bufferMib = n, "MIB", "Size of the kernel's buffer.", "-B", "--buffer-size")
                .value(
                        String.class,
                        t -> timestampType = t,
                        "TYPE",
                        "Who stamps the time; -J lists.",
                        "-j",
                        "--time-stamp-type")
                .value(Long.class, n -> packets = n, "N", "Stop after N packets.", "-c", "--count")
                .values(ends, "WHEN", "Stop: duration:S, filesize:KB, packets:N, files:N.", "-a", "--autostop")
                .values(
                        switches,
                        "WHEN",
                        "Go on in a next file: duration:S, interval:S, filesize:KB, packets:N; files:N keeps N.",
                        "-b",
                        "--ring-buffer")
                .value(
                        String.class,
                        file -> target = file,
                        "FILE",
                        "Write to this file (pcapng; pcap if called so; - is standard output).",
                        "-w")
                .values(joins, "[SOURCE,]GROUP", "Be a member of this group meanwhile.", "--join")
                .value(
                        String.class,
                        d -> spoolFolder = d,
                        "DIR",
                        "Keep what is not written by -w there.",
                        "--spool-dir")
                .value(
                        String.class,
                        n -> spoolLimit = n,
                        "SIZE",
                        "So much of it, as 200M; 1G if not told.",
                        "--spool-limit")
                .flag(() -> {}, "Write packets as they come; always done.", "-U", "--packet-buffered");
        tcpdump.declare(options);
        return this;
    }

    /** Whether interfaces to capture on were named. */
    public boolean live() {
        return !interfaces.isEmpty();
    }

    public List<String> interfaces() {
        return interfaces;
    }

    /**
     * Looks at the groups of {@code --join} before anything is begun.
     *
     * @throws UserError for what cannot be joined
     */
    public void checkJoins() throws IOException {
        if (!joins.isEmpty()) {
            for (String name : interfaces) {
                Membership.check(joins, routed(name));
            }
        }
    }

    /** Joins the groups of {@code --join} on each interface. */
    public List<Membership> join() throws IOException {
        List<Membership> members = new ArrayList<>();
        if (!joins.isEmpty()) {
            for (String name : interfaces) {
                members.add(Membership.join(joins, routed(name)));
            }
        }
        return members;
    }

    /** The interface to join on; null, which is what the routes say, for {@code any}. */
    private static String routed(String name) throws IOException {
        String resolved = io.mcshark.capture.live.Interfaces.resolve(name);
        return resolved.equals("any") ? null : resolved;
    }

    /** Whether the capture goes to a file of the person's or to standard output. */
    public boolean writes() {
        return target != null;
    }

    /** That file, {@code -} for standard output; null for none. */
    public Path target() {
        return target == null ? null : path(target, "-w");
    }

    /** A capture filter that was typed without {@code -f}, as for tcpdump. */
    public void filter(List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        if (filter != null) {
            throw new UserError("two capture filters: -f \"" + filter + "\" and \"" + String.join(" ", words) + "\"");
        }
        filter = String.join(" ", words);
    }

    /** The capture filter given by {@code -f}; null for none. */
    public String filter() {
        return filter;
    }

    /** How many packets {@code -c} asks for. */
    public long packets() {
        return Options.packets("-c", packets);
    }

    /**
     * What the options say.
     *
     * @throws UserError one line about the first that cannot be meant
     */
    public CaptureSettings settings(Console console) {
        CaptureSettings settings = new CaptureSettings()
                .interfaces(interfaces)
                .filter(captureFilter())
                .snaplen(snaplen())
                .promiscuous(promiscuous)
                .timestampType(timestampType)
                .limits(limits())
                .notices(notice -> console.err().println(Main.PREFIX + notice));
        if (bufferMib != null) {
            if (bufferMib < 1 || bufferMib > MAX_BUFFER_MIB) {
                throw new UserError("-B " + bufferMib + ": give MiB, 1 to " + MAX_BUFFER_MIB);
            }
            settings.bufferBytes(bufferMib << 20);
        }
        files(settings, console);
        return settings;
    }

    private CaptureFilter captureFilter() {
        if (filter != null) {
            if (all || link) {
                throw new UserError(
                        "-f replaces the filter that " + (all ? "--all" : "--l2") + " changes: give only one");
            }
            return CaptureFilter.of(filter);
        }
        return CaptureFilter.of(
                all
                        ? CaptureFilter.Scope.ALL
                        : link ? CaptureFilter.Scope.MULTICAST_AND_LINK : CaptureFilter.Scope.MULTICAST);
    }

    private int snaplen() {
        if (snaplen < 0 || snaplen > CaptureSettings.MAX_SNAPLEN) {
            throw new UserError("-s " + snaplen + ": give bytes, 1 to " + CaptureSettings.MAX_SNAPLEN);
        }
        return snaplen == 0 ? CaptureSettings.MAX_SNAPLEN : snaplen; // 0 is all, for tcpdump
    }

    private Limits limits() {
        Condition end = Condition.parse("-a", ends, List.of("duration", "filesize", "packets", "files"));
        long most = end.number("packets");
        if (packets != null) {
            most = Math.min(most == 0 ? Long.MAX_VALUE : most, Options.packets("-c", packets));
        }
        int files = Math.toIntExact(Math.min(end.number("files"), Integer.MAX_VALUE));
        if (tcpdump.files() > 0) {
            files = tcpdump.files();
        }
        if (files > 0 && !rotation().rotates()) {
            throw new UserError("-a files:" + files + " needs -b, which says when a file is full");
        }
        return new Limits(most, end.number("filesize") * Condition.KILO, end.duration("duration"), files);
    }

    private Rotation rotation() {
        if (switches.isEmpty()) {
            return tcpdump.rotation();
        }
        if (tcpdump.given()) {
            throw new UserError("-b and tcpdump's -C, -G or -W: give one or the other");
        }
        Condition when =
                Condition.parse("-b", switches, List.of("duration", "interval", "filesize", "packets", "files"));
        Rotation rotation = new Rotation(
                when.number("filesize") * Condition.KILO,
                when.number("packets"),
                when.duration("duration"),
                when.duration("interval"),
                Math.toIntExact(Math.min(when.number("files"), Integer.MAX_VALUE)),
                false);
        if (!rotation.rotates()) {
            throw new UserError(
                    "-b files:" + rotation.keep()
                            + " needs another -b that says when a file is full: duration:S, interval:S, filesize:KB or packets:N");
        }
        return rotation;
    }

    private void files(CaptureSettings settings, Console console) {
        Rotation rotation = rotation();
        boolean stream = "-".equals(target);
        if (rotation.rotates() && (target == null || stream)) {
            throw new UserError("several files (-b, -C, -G) need -w FILE");
        }
        if (stream) {
            settings.stream(console.out(), false);
        } else if (target != null) {
            Path file = path(target, "-w");
            settings.file(file, PacketWriter.isPcap(file));
            if (rotation.rotates()) {
                settings.rotation(rotation, switches.isEmpty() ? tcpdump.names(file) : FileNames.dumpcap(file));
            }
        } else {
            Path folder = path(spoolFolder == null ? System.getProperty("java.io.tmpdir") : spoolFolder, "--spool-dir");
            if (!Files.isDirectory(folder)) {
                throw new UserError("--spool-dir " + folder + ": no such folder");
            }
            long bytes = spoolLimit == null ? CaptureSettings.DEFAULT_SPOOL_BYTES : Quantities.size(spoolLimit);
            if (bytes < LEAST_SPOOL) {
                throw new UserError("--spool-limit " + spoolLimit + ": give at least 1M");
            }
            settings.spool(folder, bytes);
        }
    }

    private static Path path(String text, String option) {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new UserError(option + " " + text + ": " + e.getReason());
        }
        throw new UserError(option + ": a name is missing");
    }

    /** Several {@code WHAT:NUMBER}, as tshark's -a and -b take them. */
    private record Condition(String option, List<String> names, List<String> texts) {
        /** dumpcap's kB. */
        static final long KILO = 1000;

        static Condition parse(String option, List<String> texts, List<String> names) {
            Condition condition = new Condition(option, names, texts);
            for (String text : texts) {
                int colon = text.indexOf(':');
                if (colon < 0 || !names.contains(text.substring(0, colon))) {
                    throw new UserError(option + " " + text + ": give one of " + String.join(":N, ", names) + ":N");
                }
            }
            names.forEach(condition::duration);
            return condition;
        }

        /** The number given for a name, 0 if it was not. */
        long number(String name) {
            String text = text(name);
            if (text == null) {
                return 0;
            }
            try {
                long number = Long.parseLong(text);
                if (number > 0 && number <= Long.MAX_VALUE / KILO) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new UserError(option + " " + name + ":" + text + ": give a number from 1 on");
        }

        /** The seconds given for a name, decimals allowed; null if they were not. */
        Duration duration(String name) {
            String text = text(name);
            if (text == null) {
                return null;
            }
            if (name.equals("duration") || name.equals("interval")) {
                return TcpdumpFiles.seconds(option + " " + name + ":" + text, text);
            }
            number(name);
            return null;
        }

        private String text(String name) {
            String found = null;
            for (String text : texts) {
                if (text.startsWith(name + ":")) {
                    found = text.substring(name.length() + 1);
                }
            }
            return found;
        }
    }
}
