/**
 * Commands that are run when something happens in a running capture: {@link io.mcshark.cli.hooks.Hooks} are what was asked for,
 * {@link io.mcshark.cli.hooks.Watching} reads the capture beside whoever else does, {@link io.mcshark.cli.hooks.Runner} runs the
 * commands, a bounded number at a time.
 */
package io.mcshark.cli.hooks;
