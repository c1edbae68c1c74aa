/**
 * {@code view}: the full-screen packet browser. {@link io.mcshark.cli.view.PacketStore} gives access to any packet of an open
 * capture by its row, filtered or not; {@link io.mcshark.cli.view.Browser} is what is on the screen and what keys do to it, with
 * no terminal in it, so that tests type keys and read the screen as text; {@link io.mcshark.cli.view.View} joins it to a terminal.
 */
package io.mcshark.cli.view;
