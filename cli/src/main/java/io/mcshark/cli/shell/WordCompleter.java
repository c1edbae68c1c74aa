package io.mcshark.cli.shell;

import io.mcshark.cli.Commands;
import io.mcshark.cli.Console;
import io.mcshark.cli.Diagram;
import io.mcshark.decoder.Catalogue;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completes what stands before the cursor: commands, options, files, interfaces, and in a filter whatever can follow. */
final class WordCompleter implements Completer {
    private static final Set<String> TAKE_FILES =
            Set.of("open", "read", "info", "write", "source", "compare", "replay", "-r", "-w", "--file", "|>");
    private static final Set<String> TAKE_GROUPS =
            Set.of("explain", "receive", "send", "zap", "ping", "join", "--join", "--group");
    private static final Set<String> TAKE_INTERFACES = Set.of("-i", "--interface");

    private final Interpreter interpreter;
    private final Commands commands;

    WordCompleter(Interpreter interpreter, Console console) {
        this.interpreter = interpreter;
        this.commands = interpreter.commands(console);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> into) {
        String before = line.line().substring(0, line.cursor());
        String word = line.word();
        String head = before.substring(0, before.length() - word.length());
        if (head.isBlank()) {
            interpreter.names().forEach(name -> into.add(new Candidate(name)));
            return;
        }
        String command = interpreter.aliases().first(head.strip().split("\\s+", 2)[0]);
        int filter = filterAt(command, head);
        if (filter >= 0) {
            FilterWords.complete(interpreter.session(), before.substring(filter), word, into);
            return;
        }
        String[] words = head.strip().split("\\s+");
        String last = words[words.length - 1];
        if (TAKE_INTERFACES.contains(last)) {
            interfaces(into);
        } else if (last.equals("-e") || command.equals("fields")) {
            Catalogue.from(word).keySet().forEach(name -> into.add(new Candidate(name)));
        } else if (command.equals("diagram")) {
            Diagram.names().forEach(name -> into.add(new Candidate(name)));
        } else if (word.startsWith("-")) {
            options(command, into);
        } else if (TAKE_FILES.contains(last)) {
            files(word, into);
        } else if (command.equals("help") || command.equals("man")) {
            interpreter.names().forEach(name -> into.add(new Candidate(name)));
        } else if (command.equals("use") || command.equals("close")) {
            interpreter.captures().all().forEach(one -> into.add(new Candidate(one.name())));
        } else if (TAKE_GROUPS.contains(last)) {
            interpreter.session().seen().groups().forEach(group -> into.add(new Candidate(group)));
        } else {
            CommandSpec spec = commands.spec(command);
            if (spec != null) {
                spec.subcommands().keySet().forEach(name -> into.add(new Candidate(name)));
            }
        }
    }

    /** Where the filter begins that the cursor is in; -1 for none. */
    static int filterAt(String command, String head) {
        if (command.equals("filter")) {
            return head.indexOf("filter") + "filter".length() + 1;
        }
        int option = head.indexOf(" -Y ");
        return option < 0 ? -1 : option + 4;
    }

    private void options(String command, List<Candidate> into) {
        CommandSpec spec = commands.spec(command);
        if (spec == null) {
            return;
        }
        for (OptionSpec option : spec.options()) {
            String text = option.description().length == 0 ? null : option.description()[0];
            for (String name : option.names()) {
                into.add(new Candidate(name, name, null, text, null, null, true));
            }
        }
    }

    private static void interfaces(List<Candidate> into) {
        try {
            NetworkInterface.networkInterfaces().forEach(nif -> into.add(new Candidate(nif.getName())));
        } catch (SocketException e) {
            // none to offer
        }
    }

    private static void files(String word, List<Candidate> into) {
        int slash = word.lastIndexOf('/');
        String folder = word.substring(0, slash + 1);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
            for (Path file : files) {
                boolean isFolder = Files.isDirectory(file);
                String name = folder + file.getFileName() + (isFolder ? "/" : "");
                into.add(new Candidate(name, file.getFileName().toString(), null, null, null, null, !isFolder));
            }
        } catch (IOException e) {
            // nothing to offer
        }
    }
}
