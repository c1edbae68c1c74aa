/**
 * What an analysis found, as tables: declared once ({@link io.mcshark.decoder.report.Sheet}, {@link
 * io.mcshark.decoder.report.Column}), shown as text that fits the terminal, as JSON, one JSON object a line, or CSV. The
 * declarations are the documented schema: {@code docs/reports.md} is made of them.
 *
 * <p>In JSON: an array of objects (or one a line), each with {@code schema}, the version, {@code record}, which sheet it is a
 * row of, and a key for every column, null where there is nothing. Times are text, seconds since 1970 with nine decimals;
 * durations are seconds, rates bits per second, shares lie between 0 and 1. Keys are only ever added within one version.
 */
package io.mcshark.decoder.report;
