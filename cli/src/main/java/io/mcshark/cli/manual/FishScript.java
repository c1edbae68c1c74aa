package io.mcshark.cli.manual;

import java.io.PrintWriter;
import java.util.List;

/** Completion for fish: a line for each option. */
final class FishScript {
    private FishScript() {}

    static void put(List<Described> commands, PrintWriter out) {
        out.println("# fish completion for mcshark: mcshark completion fish >~/.config/fish/completions/mcshark.fish");
        out.println("complete -c mcshark -f");
        for (Described command : commands) {
            out.println("complete -c mcshark -n __fish_use_subcommand -a " + command.name() + " -d "
                    + quoted(command.about()));
        }
        for (Described command : commands) {
            String seen = "complete -c mcshark -n '__fish_seen_subcommand_from " + command.name() + "'";
            for (Described.Argument option : command.options()) {
                StringBuilder line = new StringBuilder(seen);
                for (String name : option.names()) {
                    line.append(
                            name.startsWith("--")
                                    ? " -l " + name.substring(2)
                                    : name.length() == 2 ? " -s " + name.substring(1) : " -o " + name.substring(1));
                }
                out.println(line.append(values(option)).append(" -d ").append(quoted(option.text())));
            }
            for (Described.Argument operand : command.operands()) {
                String values = values(operand);
                if (!values.equals(" -x")) {
                    out.println(seen + values.replace(" -x", "").replace(" -r", ""));
                }
            }
        }
    }

    private static String values(Described.Argument argument) {
        return switch (argument.kind()) {
            case NONE -> "";
            case FILE -> " -r -F";
            case FOLDER -> " -x -a '(__fish_complete_directories)'";
            case INTERFACE -> " -x -a '(__fish_print_interfaces)'";
            case COMMAND -> " -x -a '(mcshark help | string match -r \"^  [a-z-]+\" | string trim)'";
            case FIELD -> " -x -a '(mcshark fields (commandline -ct) 2>/dev/null | cut -d \" \" -f 1)'";
            case CHOICE -> " -x -a '" + String.join(" ", argument.choices()) + "'";
            case ANY -> " -x";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
