package io.mcshark.cli.manual;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Completion for bash: one function. */
final class BashScript {
    private BashScript() {}

    static void put(List<Described> commands, PrintWriter out) {
        out.print("""
                # bash completion for mcshark: . <(mcshark completion bash)
                _mcshark() {
                    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' i
                    COMPREPLY=()
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        if [[ ${COMP_WORDS[i]} != -* ]]; then
                            command=${COMP_WORDS[i]}
                            break
                        fi
                    done
                    case $command in
                    '')
                        COMPREPLY=($(compgen -W "NAMES" -- "$cur"))
                        ;;
                """.replace("NAMES", names(commands)));
        for (Described command : commands) {
            out.println("    " + command.name() + ")");
            command(command, commands, out);
            out.println("        ;;");
        }
        out.println("    help)");
        out.println("        COMPREPLY=($(compgen -W \"" + names(commands) + "\" -- \"$cur\"))");
        out.println("        ;;");
        out.println("    esac");
        out.println("}");
        out.println("complete -F _mcshark mcshark");
    }

    private static String names(List<Described> commands) {
        return String.join(" ", commands.stream().map(Described::name).toList()) + " help";
    }

    private static void command(Described command, List<Described> all, PrintWriter out) {
        out.println("        case $prev in");
        for (Described.Argument option : command.options()) {
            if (option.kind() != Described.Kind.NONE) {
                out.println("        " + String.join("|", option.names()) + ") " + values(option, all) + " return ;;");
            }
        }
        out.println("        esac");
        List<String> names = new ArrayList<>();
        command.options().forEach(option -> names.addAll(option.names()));
        out.println("        if [[ $cur == -* ]]; then");
        out.println("            COMPREPLY=($(compgen -W \"" + String.join(" ", names) + "\" -- \"$cur\"))");
        if (!command.operands().isEmpty()) {
            out.println("        else");
            out.println("            " + values(command.operands().getLast(), all));
        }
        out.println("        fi");
    }

    /** What offers the values. */
    private static String values(Described.Argument argument, List<Described> all) {
        return switch (argument.kind()) {
            case FILE -> "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"));";
            case FOLDER -> "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\"));";
            case INTERFACE -> "COMPREPLY=($(compgen -W \"any $(ls /sys/class/net 2>/dev/null)\" -- \"$cur\"));";
            case FIELD ->
                "COMPREPLY=($(compgen -W \"$(mcshark fields \"$cur\" 2>/dev/null | cut -d ' ' -f 1)\" -- \"$cur\"));";
            case COMMAND -> "COMPREPLY=($(compgen -W \"" + names(all) + "\" -- \"$cur\"));";
            case CHOICE -> "COMPREPLY=($(compgen -W \"" + String.join(" ", argument.choices()) + "\" -- \"$cur\"));";
            case NONE, ANY -> "COMPREPLY=();";
        };
    }
}
