/**
 * The captures that tests of all modules read, as resources. They are recorded from real software by {@code test-pcaps/record}
 * between the namespaces of {@code test-pcaps/lab}; {@code test-pcaps/ORIGIN.md} has a line for each.
 */
package io.mcshark.pcaps;
