package io.mcshark.decoder.groups;

/**
 * How far a group's address says its traffic may go: the scopes of IPv6 (RFC 4291 s2.7, RFC 7346) and of IPv4 (RFC 2365 s6, s8),
 * in one list. Tokens are stable: filters compare with them.
 */
public enum Scope {
    RESERVED("reserved", "reserved scope value: 0 is dropped, f is treated as global (RFC 4291 s2.7)"),
    INTERFACE_LOCAL("interface-local", "one interface of one host, never on a wire (RFC 4291 s2.7)"),
    LINK_LOCAL("link-local", "this link; routers do not forward it, whatever the TTL (RFC 4291 s2.7; RFC 5771 s4)"),
    REALM_LOCAL("realm-local", "as the link technology defines it, e.g. one 802.15.4 network (RFC 7346 s3, s5)"),
    LOCAL(
            "local",
            "the smallest administrative scope, never across any scope boundary; often called site-local (RFC 2365 s6.1)"),
    ADMIN_LOCAL("admin-local", "the smallest scope that is configured by hand (RFC 4291 s2.7)"),
    SITE_LOCAL("site-local", "one site (RFC 4291 s2.7)"),
    ORGANIZATION_LOCAL("organization-local", "the sites of one organization (RFC 4291 s2.7; RFC 2365 s6.2)"),
    ADMIN_SCOPED("admin-scoped", "private use behind configured boundaries, extent not defined (RFC 2365 s6.2.1, s8)"),
    UNASSIGNED("unassigned", "for administrators to define (RFC 4291 s2.7)"),
    GLOBAL("global", "no boundary by address (RFC 4291 s2.7; RFC 2365 s8)");

    private static final Scope[] BY_DIGIT = {
        RESERVED, INTERFACE_LOCAL, LINK_LOCAL, REALM_LOCAL, ADMIN_LOCAL, SITE_LOCAL, UNASSIGNED, UNASSIGNED,
        ORGANIZATION_LOCAL, UNASSIGNED, UNASSIGNED, UNASSIGNED, UNASSIGNED, UNASSIGNED, GLOBAL, RESERVED
    };

    private final String token;
    private final String meaning;

    Scope(String token, String meaning) {
        this.token = token;
        this.meaning = meaning;
    }

    /** The stable word for it in filters and output. */
    public String token() {
        return token;
    }

    /** One line: how far that is, with its reference. */
    public String meaning() {
        return meaning;
    }

    /** The scope of an IPv6 group's scope digit, 0 to 15. */
    static Scope ofDigit(int digit) {
        return BY_DIGIT[digit];
    }
}
