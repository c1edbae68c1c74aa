/**
 * Rates over time. {@link io.mcshark.decoder.analysis.rates.Rates} counts packets and bytes in intervals, series by series; {@link
 * io.mcshark.decoder.analysis.rates.Plot} is what is drawn of them: some series, the rest in one, their total.
 */
package io.mcshark.decoder.analysis.rates;
