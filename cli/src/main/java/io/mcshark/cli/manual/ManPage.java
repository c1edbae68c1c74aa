package io.mcshark.cli.manual;

import java.io.PrintWriter;
import java.util.List;

/** A man page, in the macros of man(7). */
final class ManPage {
    private static final String PROGRAM = "mcshark";

    private final PrintWriter out;

    ManPage(PrintWriter out) {
        this.out = out;
    }

    /** The page of the program: its commands, exit codes, environment, files. */
    void program(String about, List<Described> commands) {
        title(PROGRAM);
        section("NAME");
        text(PROGRAM + " - " + lower(about));
        section("SYNOPSIS");
        out.println(".B " + PROGRAM);
        out.println(".br");
        out.println(".B " + PROGRAM);
        out.println(".I COMMAND");
        out.println("[\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...");
        section("DESCRIPTION");
        text(about);
        text("Without a command it is a shell in which the commands work on what is open.");
        section("COMMANDS");
        for (Described command : commands) {
            out.println(".TP");
            out.println(".BR " + escaped(PROGRAM + "-" + command.name()) + " (1)");
            text(command.about());
        }
        ends();
        section("ENVIRONMENT");
        entry("NO_COLOR", "No colours, if it is not empty.");
        entry("MCSHARK_THEME", "dark, light or plain: the colours of the screens.");
        entry("MCSHARK_PLAIN", "If it is not empty, the shell draws nothing over what stands there.");
        entry("PAGER", "What output that does not fit the screen goes through in the shell; empty for nothing.");
        entry("TZ", "The zone that times are shown in.");
        entry("MCSHARK_JVM_FLAGS", "More flags for the Java virtual machine.");
        section("FILES");
        entry("$XDG_CONFIG_HOME/mcshark/startup", "Lines that the shell runs when it begins (~/.config if not set).");
        entry("$XDG_STATE_HOME/mcshark/history", "Lines typed into the shell (~/.local/state if not set).");
    }

    /** The page of one command. */
    void command(Described command) {
        String name = PROGRAM + "-" + command.name();
        title(name);
        section("NAME");
        text(name + " - " + lower(command.about()));
        section("SYNOPSIS");
        out.println(".B " + PROGRAM + " " + escaped(command.name()));
        StringBuilder line = new StringBuilder(command.options().isEmpty() ? "" : "[\\fIOPTION\\fR]...");
        for (Described.Argument operand : command.operands()) {
            String label = "\\fI" + escaped(operand.label()) + "\\fR" + (operand.repeats() ? "..." : "");
            line.append(line.isEmpty() ? "" : " ").append(operand.optional() ? "[" + label + "]" : label);
        }
        out.println(line);
        section("DESCRIPTION");
        text(command.about());
        for (Described.Argument operand : command.operands()) {
            entry(operand.label(), operand.text());
        }
        section("OPTIONS");
        for (Described.Argument option : command.options()) {
            String value = option.label().isEmpty() ? "" : " \\fI" + escaped(option.label()) + "\\fR";
            out.println(".TP");
            out.println(String.join(
                    ", ",
                    option.names().stream()
                            .map(one -> "\\fB" + escaped(one) + "\\fR" + value)
                            .toList()));
            text(option.text());
        }
        ends();
        section("SEE ALSO");
        out.println(".BR " + PROGRAM + " (1)");
    }

    private void title(String name) {
        out.println(
                ".TH " + escaped(name).toUpperCase(java.util.Locale.ROOT) + " 1 \"\" \"mcshark\" \"User Commands\"");
    }

    private void section(String name) {
        out.println(".SH " + name);
    }

    private void ends() {
        section("EXIT STATUS");
        entry("0", "Fine; Ctrl\\-C and a closed pipe, too.".replace("\\-", "-"));
        entry("1", "The answer is no: what was expected did not come, or something was found that was not to be.");
        entry("2", "Wrong usage or input.");
    }

    private void entry(String what, String text) {
        out.println(".TP");
        out.println(".B " + escaped(what));
        text(text);
    }

    private void text(String text) {
        String escaped = escaped(text);
        out.println(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    /** Text as it is to be read: a hyphen that is typed is no dash, a backslash no command. */
    static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }

    private static String lower(String sentence) {
        String end = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return end.isEmpty() ? end : Character.toLowerCase(end.charAt(0)) + end.substring(1);
    }
}
