package io.mcshark.cli.query;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.live.CaptureFilter;
import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.Injector;
import io.mcshark.capture.live.Interface;
import io.mcshark.capture.live.Interfaces;
import io.mcshark.capture.live.Limits;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.ReportForm;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark query}: asks who has joined what. */
public final class Query implements Declared {
    /** Its tables. */
    public static final List<Sheet<?>> SHEETS = List.of(Answers.SHEET);

    /** IGMP, and what carries MLD: IPv6 with hop-by-hop options. */
    private static final String FILTER = "igmp or (ip6 and ip6[6] == 0)";

    /** How long after the response time an answer is still waited for. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Console console;
    private final ReportForm form = new ReportForm();
    private final List<String> groups = new ArrayList<>();
    private String device;
    private Integer igmp;
    private Integer mld;
    private String source;
    private String response = "2s";
    private String report;
    private boolean yes;

    public Query(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Asks as an IGMP and MLD querier does, and tells which hosts answer for which groups.";
    }

    @Override
    public void declare(Options options) {
        options.operands(
                        groups,
                        "0..1",
                        "GROUP[,SOURCE…]",
                        "Ask for this group, or for these sources of it; for all groups if not told.")
                .value(String.class, n -> device = n, "IF", "The interface to ask on.", "-i", "--interface")
                .value(Integer.class, n -> igmp = n, "1|2|3", "Ask in this version of IGMP (3).", "--igmp")
                .value(Integer.class, n -> mld = n, "1|2", "Ask in this version of MLD (2).", "--mld")
                .value(
                        String.class,
                        a -> source = a,
                        "ADDRESS",
                        "Ask from this address, not the interface's: 0.0.0.0 does not take the querier's role.",
                        "--source")
                .value(
                        String.class,
                        d -> response = d,
                        "D",
                        "Everybody is to answer within this time (2s).",
                        "--response")
                .value(
                        String.class,
                        what -> report = what,
                        "join|leave",
                        "Do not ask: send a report as if this host had joined or left the group.",
                        "--report")
                .flag(() -> yes = true, "Do not ask back before taking the querier's role.", "--yes");
        form.declare(options);
    }

    @Override
    public Integer call() throws IOException {
        form.check();
        long responseNanos = Quantities.duration(response).toNanos();
        if (responseNanos < 100_000_000L || responseNanos > Duration.ofHours(1).toNanos()) {
            throw new UserError("--response " + response + " is outside 100ms to 1h");
        }
        if (report != null && (!List.of("join", "leave").contains(report) || groups.isEmpty())) {
            throw new UserError("--report takes join or leave, and a group");
        }
        Interface on = chosen();
        List<Question> questions = questions(on);
        Envelopes envelopes = new Envelopes(on.mac().orElseThrow());
        if (report != null) {
            return report(on, envelopes, questions.getFirst());
        }
        List<byte[]> frames = new ArrayList<>();
        questions.forEach(q -> frames.add(q.query(envelopes, responseNanos)));
        long waitNanos = questions.stream()
                .mapToLong(q -> q.responseNanos(responseNanos))
                .max()
                .orElseThrow();
        warn(questions);
        if (!confirmed(questions)) {
            throw new UserError("nothing was sent: --yes takes the querier's role, --source 0.0.0.0 asks without it");
        }
        return ask(on, questions, frames, waitNanos);
    }

    private Interface chosen() throws IOException {
        if (device == null) {
            throw new UserError("query: name an interface with -i");
        }
        List<Interface> all = Interfaces.list();
        Interface on = all.stream()
                .filter(i ->
                        i.name().equals(device) || String.valueOf(i.number()).equals(device))
                .findFirst()
                .orElseThrow(() -> new UserError("no interface '" + device + "': there are "
                        + String.join(", ", all.stream().map(Interface::name).toList())));
        if (on.mac().isEmpty()) {
            throw new UserError(on.name() + " is no Ethernet interface: no frames with queries can be sent there");
        }
        if (!on.up()) {
            throw new UserError("interface " + on.name() + " is down: ip link set " + on.name() + " up");
        }
        return on;
    }

    private List<Question> questions(Interface on) {
        Address from = source == null ? null : Envelopes.parsed(source);
        List<Address> asked = groups.isEmpty() ? List.of() : Question.parse(groups.getFirst());
        List<Question> questions = new ArrayList<>();
        for (boolean ipv4 : new boolean[] {true, false}) {
            Integer version = ipv4 ? igmp : mld;
            boolean told = version != null || from != null && from.isIpv4() == ipv4;
            boolean other = (ipv4 ? mld : igmp) != null || from != null && from.isIpv4() != ipv4;
            boolean wanted = asked.isEmpty() ? told || !other : asked.getFirst().isIpv4() == ipv4;
            if (!wanted) {
                if (told) {
                    throw new UserError("'" + groups.getFirst() + "' is no " + (ipv4 ? "IPv4" : "IPv6") + " group, as "
                            + (version != null ? ipv4 ? "--igmp" : "--mld" : "--source") + " wants it");
                }
                continue;
            }
            Address sender = from != null && from.isIpv4() == ipv4 ? from : own(on, ipv4);
            if (sender == null) {
                if (told || !asked.isEmpty()) {
                    throw new UserError("interface " + on.name() + " has no link-local IPv6 address to ask from");
                }
                continue;
            }
            int number = version != null ? version : ipv4 ? 3 : 2;
            questions.add(
                    asked.isEmpty()
                            ? Question.general(ipv4, number, sender)
                            : new Question(ipv4, number, sender, asked.getFirst(), asked.subList(1, asked.size())));
        }
        return questions;
    }

    /** The interface's own address to ask from; IPv4 may do without, MLD may not: null. */
    private static Address own(Interface on, boolean ipv4) {
        return on.addresses().stream()
                .filter(a -> ipv4 ? a instanceof Inet4Address : a instanceof Inet6Address && a.isLinkLocalAddress())
                .findFirst()
                .map(Envelopes::address)
                .orElse(ipv4 ? Address.ipv4(0) : null);
    }

    private void warn(List<Question> questions) {
        for (Question question : questions) {
            if (!question.isProxy()) {
                console.err()
                        .println(Main.PREFIX
                                + "this can take the querier's role, which the lowest address has: a querier"
                                + " above " + question.source() + " may be silent for some 255 s"
                                + (question.ipv4() ? "; --source 0.0.0.0 does not take it" : ""));
            }
            if (!question.isNewest()) {
                console.err()
                        .println(Main.PREFIX + "hosts that hear " + (question.ipv4() ? "IGMPv" : "MLDv")
                                + question.version()
                                + " speak it themselves for some 260 s, and cannot choose sources meanwhile");
            }
        }
    }

    private boolean confirmed(List<Question> questions) throws IOException {
        if (yes || questions.stream().allMatch(Question::isProxy)) {
            return true;
        }
        // In the shell, the line editor has the terminal's input.
        if (!console.watched() || !Boolean.getBoolean("mcshark.terminal.in") || console.screen() != null) {
            return false;
        }
        console.err().print("Send it? [y/N] ");
        console.err().flush();
        int answer = console.in().read();
        return answer == 'y' || answer == 'Y';
    }

    private int report(Interface on, Envelopes envelopes, Question question) throws IOException {
        byte[] frame = question.report(envelopes, report.equals("join"));
        try (Injector injector = Injector.open(on.name())) {
            injector.send(frame);
        }
        console.err().println("reported a " + report + " on " + on.name() + ": " + question.about());
        return Main.OK;
    }

    private int ask(Interface on, List<Question> questions, List<byte[]> frames, long waitNanos) throws IOException {
        CaptureSettings settings = new CaptureSettings()
                .interfaces(List.of(on.name()))
                .filter(CaptureFilter.of(FILTER))
                .limits(new Limits(0, 0, Duration.ofNanos(waitNanos).plus(GRACE), 0));
        Answers answers;
        try (Injector injector = Injector.open(on.name());
                LiveCapture capture = LiveCapture.start(settings)) {
            console.onStop(capture::stop);
            answers = new Answers(asked(questions, true), asked(questions, false), now());
            for (int i = 0; i < questions.size(); i++) {
                console.err()
                        .println("asking on " + on.name() + ": "
                                + questions.get(i).about() + ", answers within "
                                + Quantity.duration(questions.get(i).responseNanos(waitNanos)));
                injector.send(frames.get(i));
            }
            List<Address> own = questions.stream().map(Question::source).toList();
            Frame frame = new Frame();
            try (PacketReader reader = capture.reader()) {
                while (reader.next()) {
                    PacketLoop.aim(frame, reader);
                    answers.look(frame, own);
                }
            }
            if (capture.failure().isPresent()) {
                throw new UserError(capture.failure().get());
            }
        }
        form.show(answers.report(), console);
        if (answers.isEmpty()) {
            console.err()
                    .println(Main.PREFIX + "nobody answered (a switch that snoops may keep answers from this port)");
        }
        return answers.isEmpty() ? Main.NO : Main.OK;
    }

    private static Address asked(List<Question> questions, boolean ipv4) {
        return questions.stream()
                .filter(q -> q.ipv4() == ipv4)
                .map(Question::group)
                .findFirst()
                .orElse(null);
    }

    private static long now() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    }
}
