package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.util.Locale;

/** Differentiated services code points by number or name: EF (RFC 3246), AFxy (RFC 2597), CSx (RFC 2474). */
final class Dscp {
    private Dscp() {}

    /** @return 0 to 63 */
    static int parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.equals("EF")) {
            return 46;
        }
        if (name.matches("CS[0-7]")) {
            return 8 * (name.charAt(2) - '0');
        }
        if (name.matches("AF[1-4][1-3]")) {
            return 8 * (name.charAt(2) - '0') + 2 * (name.charAt(3) - '0');
        }
        if (name.matches("\\d{1,2}") && Integer.parseInt(name) <= 63) {
            return Integer.parseInt(name);
        }
        throw new UserError("DSCP '" + text + "' is neither 0 to 63 nor EF, CS0 to CS7, AF11 to AF43");
    }
}
