package io.mcshark.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code mcshark}: only a list of its subcommands, each a class of its own. */
@Command(
        name = "mcshark",
        description = "Captures and analyses IP multicast traffic.",
        subcommands = {Read.class, Fields.class, CommandLine.HelpCommand.class})
final class Root {}
