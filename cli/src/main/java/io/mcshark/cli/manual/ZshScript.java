package io.mcshark.cli.manual;

import java.io.PrintWriter;
import java.util.List;

/** Completion for zsh, by its {@code _arguments}. */
final class ZshScript {
    private ZshScript() {}

    static void put(List<Described> commands, PrintWriter out) {
        out.println("#compdef mcshark");
        out.println("# zsh completion for mcshark: mcshark completion zsh >FOLDER_OF_FPATH/_mcshark");
        out.println("_mcshark() {");
        out.println("    local -a commands=(");
        for (Described command : commands) {
            out.println("        " + quoted(command.name() + ":" + command.about()));
        }
        out.println("        'help:Tells more about a command.'");
        out.println("    )");
        out.println("    if (( CURRENT == 2 )); then");
        out.println("        _describe command commands");
        out.println("        return");
        out.println("    fi");
        out.println("    shift words");
        out.println("    (( CURRENT-- ))");
        out.println("    case $words[1] in");
        for (Described command : commands) {
            out.println("    " + command.name() + ")");
            out.print("        _arguments");
            for (Described.Argument option : command.options()) {
                option.names().forEach(name -> out.print(" \\\n            " + option(name, option)));
            }
            for (Described.Argument operand : command.operands()) {
                out.print(" \\\n            " + quoted("*:" + bare(operand.label()) + ":" + action(operand)));
            }
            out.println();
            out.println("        ;;");
        }
        out.println("    help) _describe command commands ;;");
        out.println("    esac");
        out.println("}");
        out.println("if [[ $funcstack[1] == _mcshark ]]; then _mcshark \"$@\"; else compdef _mcshark mcshark; fi");
    }

    private static String option(String name, Described.Argument option) {
        String value = option.kind() == Described.Kind.NONE ? "" : ":" + bare(option.label()) + ":" + action(option);
        String escaped = option.text().replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
        return quoted((option.repeats() ? "*" : "") + name + "[" + escaped.replace(":", "\\:") + "]" + value);
    }

    private static String action(Described.Argument argument) {
        return switch (argument.kind()) {
            case FILE -> "_files";
            case FOLDER -> "_files -/";
            case INTERFACE -> "_net_interfaces";
            case COMMAND -> "($commands)";
            case CHOICE -> "(" + String.join(" ", argument.choices()) + ")";
            case FIELD -> "($(mcshark fields 2>/dev/null | cut -d ' ' -f 1))";
            case NONE, ANY -> " ";
        };
    }

    private static String bare(String label) {
        return label.replaceAll("[^A-Za-z0-9 ]", " ").strip();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
