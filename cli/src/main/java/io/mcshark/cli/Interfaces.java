package io.mcshark.cli;

import io.mcshark.capture.live.Interface;
import io.mcshark.decoder.Out;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code mcshark interfaces}: what packets can be captured on. */
public final class Interfaces implements Declared {
    private final List<String> names = new ArrayList<>();
    private final Console console;

    Interfaces(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Lists the interfaces packets can be captured on, or what some of them offer.";
    }

    @Override
    public void declare(Options options) {
        options.operands(names, "0..*", "IF", "Show the link types and the time stamps this interface offers.");
    }

    @Override
    public Integer call() throws IOException {
        if (names.isEmpty()) {
            list(console);
        }
        for (String name : names) {
            linkTypes(console, name);
            timestampTypes(console, name);
        }
        return Main.OK;
    }

    /** All interfaces, one a line: {@code 1.eth0 [Up, Running] addresses}, as tcpdump -D and then some. */
    static void list(Console console) throws IOException {
        for (Interface each : io.mcshark.capture.live.Interfaces.list()) {
            console.text().println(line(each));
        }
    }

    static String line(Interface each) {
        String state = Stream.of(
                        each.up() ? "Up" : "", each.running() ? "Running" : "", each.loopback() ? "Loopback" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        String addresses = Stream.concat(each.addresses().stream().map(Interfaces::text), each.mac().stream())
                .collect(Collectors.joining(", "));
        return each.number() + "." + each.name()
                + each.description().map(text -> " (" + text + ")").orElse("")
                + " [" + (state.isEmpty() ? "none" : state) + "]"
                + (addresses.isEmpty() ? "" : " " + addresses);
    }

    /** As RFC 5952 has it; Java's own text is not shortened. */
    private static String text(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return new Out().ipv6(bytes.getLong(), bytes.getLong()).toString();
    }

    static void linkTypes(Console console, String name) throws IOException {
        var types = io.mcshark.capture.live.Interfaces.linkTypes(name);
        console.text().println("Data link types of " + name + ":");
        types.forEach(type -> console.text().println("  " + type.name() + " (" + type.description() + ")"));
    }

    static void timestampTypes(Console console, String name) throws IOException {
        var types = io.mcshark.capture.live.Interfaces.timestampTypes(name);
        console.text()
                .println("Time stamp types of " + name + (types.isEmpty() ? ": only the kernel's" : " (-j sets):"));
        types.forEach(type -> console.text().println("  " + type.name() + " (" + type.description() + ")"));
    }
}
