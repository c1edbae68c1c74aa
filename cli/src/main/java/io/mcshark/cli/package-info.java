/**
 * The commands, the shell and the traffic tools.
 *
 * <p>A command is one class with picocli's annotations and a constructor that takes the {@link io.mcshark.cli.Console}; it is
 * a {@code Callable<Integer>} that returns the exit code, writes only to the console, and reports mistakes by throwing {@link
 * io.mcshark.cli.UserError}. {@link io.mcshark.cli.Root} lists them.
 */
package io.mcshark.cli;
