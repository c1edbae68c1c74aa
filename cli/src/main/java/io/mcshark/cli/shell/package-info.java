/**
 * The shell: the same commands on the captures that are open.
 *
 * <p>A line is taken raw ({@link io.mcshark.cli.shell.Line}): its first word names the command, {@code filter} and what
 * follows {@code -Y} keep every character, {@code | program} and {@code |> file} at the end say where the output goes. JLine
 * reads lines, completes and keeps the history ({@link io.mcshark.cli.shell.Talk}); without a terminal lines come from standard
 * input, as a script. {@link io.mcshark.cli.shell.Captures} are the captures that are open, one of which is worked on.
 */
package io.mcshark.cli.shell;
