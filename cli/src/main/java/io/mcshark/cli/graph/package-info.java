/**
 * Rates over time as pictures: letters for a terminal ({@link io.mcshark.cli.graph.TextGraph}), or lines in a coordinate system
 * ({@link io.mcshark.cli.graph.Chart}) on a {@link io.mcshark.cli.graph.Canvas}, which is SVG or PNG. Nothing here depends on
 * fonts, screens or the time of day: the same packets give the same bytes.
 */
package io.mcshark.cli.graph;
