/**
 * {@code view}: the full-screen packet browser.
 *
 * <p>{@link io.mcshark.cli.view.PacketStore} gives access to any packet of an open capture by its row: filtered or not, sorted or
 * not, at the file's end before it has been counted. {@link io.mcshark.cli.view.Browser} is what is on the screen and what keys do
 * to it, with no terminal in it, so that tests type keys and read the screen as text: {@link io.mcshark.cli.view.ListPane} is its
 * list with {@link io.mcshark.cli.view.Columns}, {@link io.mcshark.cli.view.DetailPane} its tree and bytes, {@link
 * io.mcshark.cli.view.Board} what a command says, as a screen. {@link io.mcshark.cli.view.Painter} makes lines of it by {@link
 * io.mcshark.cli.view.Geometry}, {@link io.mcshark.cli.view.Speech} words; {@link io.mcshark.cli.view.View} joins them to a terminal.
 *
 * <p>A {@link io.mcshark.cli.view.Pass} looks at all packets on a thread of its own: for a filter ({@link
 * io.mcshark.cli.view.Chosen}), for findings ({@link io.mcshark.cli.view.Troubles}), for sorting ({@link
 * io.mcshark.cli.view.Order}).
 *
 * <p>Time comes from {@link io.mcshark.cli.Time} and a live capture is a {@link io.mcshark.capture.live.Running}, so that tests have
 * time pass and packets come when they say so, and compare screens as text.
 */
package io.mcshark.cli.view;
