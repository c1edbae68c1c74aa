package io.mcshark.decoder.groups;

/**
 * How far an initial TTL was meant to reach on the MBone. A convention of mrouted's and sdr's days, in no RFC: today's routers
 * apply such thresholds only where they are configured. Say so wherever it is shown.
 */
public enum Reach {
    HOST("host", 0, 0, "this host only"),
    SUBNET("subnet", 1, 1, "this subnet"),
    SITE("site", 2, 15, "this site"),
    ORGANIZATION("organization", 16, 31, "this organization"),
    COUNTRY("country", 32, 47, "this country"),
    REGION("region", 48, 63, "this region"),
    CONTINENT("continent", 64, 127, "this continent"),
    WORLD("world", 128, 254, "worldwide"),
    UNRESTRICTED("unrestricted", 255, 255, "everywhere");

    private static final Reach[] BY_TTL = new Reach[256];

    static {
        for (Reach reach : values()) {
            for (int ttl = reach.least; ttl <= reach.most; ttl++) {
                BY_TTL[ttl] = reach;
            }
        }
    }

    private final String token;
    private final int least;
    private final int most;
    private final String meaning;

    Reach(String token, int least, int most, String meaning) {
        this.token = token;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    /** The reach of a TTL, 0 to 255. */
    public static Reach of(int ttl) {
        return BY_TTL[ttl];
    }

    /** The stable word for it in filters and output. */
    public String token() {
        return token;
    }

    /** The smallest TTL of this reach. */
    public int least() {
        return least;
    }

    /** The largest. */
    public int most() {
        return most;
    }

    public String meaning() {
        return meaning;
    }
}
