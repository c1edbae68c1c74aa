/**
 * The commands that analyse: one class each, all with the same options and the same way to show what they found ({@link
 * io.mcshark.cli.analysis.AnalysisRun}). What they find is found in {@code io.mcshark.decoder.analysis}.
 */
package io.mcshark.cli.analysis;
