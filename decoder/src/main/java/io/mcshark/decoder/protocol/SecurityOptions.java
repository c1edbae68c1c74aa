package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * What an IPv4 packet may say of how secret it is.
 *
 * <pre>
 * 130  security             RFC 791, 3.1     11: security 2, compartments 2, handling 2, transmission control 3
 * 130  basic security       RFC 1108, 2      3 + n: classification 1, flags of authorities, continued by their last bit
 * 133  extended security    RFC 1108, 3      3 + n: format 1, what that says
 * 134  commercial (CIPSO)   FIPS 188, 4      6 + tags: domain of interpretation 4, tags of type 1, length 1, contents
 * </pre>
 */
final class SecurityOptions {
    private static final int SECURITY = 130, EXTENDED = 133, CIPSO = 134;

    /** RFC 1108, 2.3. */
    private static final Names LEVELS =
            Names.of(0x3d, "Top Secret", 0x5a, "Secret", 0x96, "Confidential", 0xab, "Unclassified");

    /** RFC 791, 3.1. */
    private static final Names SECURITIES = Names.of(
            0x0000,
            "Unclassified",
            0xf135,
            "Confidential",
            0x789a,
            "EFTO",
            0xbc4d,
            "MMMM",
            0x5e26,
            "PROG",
            0xaf13,
            "Restricted",
            0xd788,
            "Secret",
            0x6bc5,
            "Top Secret");

    private static final Names TAGS = Names.of(
            0,
            "Padding",
            1,
            "Restrictive Category Bitmap",
            2,
            "Enumerated Categories",
            5,
            "Ranged Categories",
            6,
            "Permissive Categories",
            7,
            "Free Form");

    private SecurityOptions() {}

    /** Declares them; {@code sized} is the header of options with a length. */
    static void declare(Header sized) {
        security(sized);
        cipso(Ipv4Options.of(sized, CIPSO, "Commercial Security"));
    }

    private static void security(Header sized) {
        Header old = sized.then("Security (RFC 791)", (f, at, end) -> f.u8(at) == SECURITY && f.u8(at + 1) == 11);
        old.u16("opt.sec_rfc791_sec", "Security").hex().names(SECURITIES);
        old.u16("opt.sec_rfc791_comp", "Compartments");
        old.span("opt.sec_rfc791_hr", "Handling Restrictions", Type.STRING, (f, at, end) -> text(f, at + 6, 2));
        old.span("opt.sec_rfc791_tcc", "Transmission Control Code", Type.STRING, (f, at, end) -> text(f, at + 8, 3));
        old.skip(40).length(9);

        Header basic = sized.then("Basic Security", (f, at, end) -> f.u8(at) == SECURITY && f.u8(at + 1) != 11);
        basic.u8("opt.sec_cl", "Classification Level").hex().names(LEVELS);
        Header first = basic.then("Protection Authorities", (f, at, end) -> true);
        Field flags = first.u8("opt.sec_prot_auth_flags", "Protection Authority Flags")
                .hex();
        first.split(flags).bit("opt.sec_prot_auth_genser", "GENSER");
        first.bit("opt.sec_prot_auth_siop_esi", "SIOP-ESI");
        first.bit("opt.sec_prot_auth_sci", "SCI");
        first.bit("opt.sec_prot_auth_nsa", "NSA");
        first.bit("opt.sec_prot_auth_doe", "DOE");
        first.bits(2, "opt.sec_prot_auth_unassigned", "Unassigned").hex();
        first.bit("opt.sec_prot_auth_fti", "Field Termination Indicator");
        Header more = basic.parts("More authorities", SecurityOptions::authority, (f, at, end) -> 1);
        Field others =
                more.u8("opt.sec_prot_auth_flags", "Protection Authority Flags").hex();
        more.split(others).bits(7, "opt.sec_prot_auth_unassigned", "Unassigned").hex();
        more.bit("opt.sec_prot_auth_fti", "Field Termination Indicator");

        Header extended = Ipv4Options.of(sized, EXTENDED, "Extended Security");
        extended.u8("opt.ext_sec_add_sec_info_format_code", "Additional Security Info Format Code")
                .hex();
        extended.span(
                "opt.ext_sec_add_sec_info",
                "Additional Security Info",
                Type.BYTES,
                (f, at, end) -> Field.span(at + 3, end > at + 3 ? end - at - 3 : -1));
    }

    /** Characters up to the first NUL. */
    private static long text(Frame f, int at, int most) {
        int length = 0;
        while (length < most && f.u8(at + length) != 0) {
            length++;
        }
        return Field.span(at, length);
    }

    /** Octets of flags go on as long as their last bit is set (RFC 1108, 2.4). */
    private static int authority(Frame f, int at, int end, int previous, int index) {
        int before = previous < 0 ? at + 3 : previous;
        return before + 1 < end && (f.u8(before) & 1) != 0 ? before + 1 : -1;
    }

    private static void cipso(Header option) {
        option.u32("cipso.doi", "DOI");
        Header tag = option.parts("Tag", SecurityOptions::tag, (f, at, end) -> f.u8(at) == 0 ? 1 : f.u8(at + 1));
        tag.u8("cipso.tag_type", "Tag Type").names(TAGS);
        Header known = tag.then("Categories", (f, at, end) -> isCategories(f.u8(at)));
        known.skip(16).u8("cipso.sensitivity_level", "Sensitivity Level");
        known.text("cipso.categories", "Categories", SecurityOptions::categories)
                .plain();
        tag.span(
                "cipso.tag_data",
                "Tag data",
                Type.BYTES,
                (f, at, end) -> Field.span(at + 2, isCategories(f.u8(at)) || end <= at + 2 ? -1 : end - at - 2));
    }

    private static boolean isCategories(int tag) {
        return tag == 1 || tag == 2 || tag == 5;
    }

    private static int tag(Frame f, int at, int end, int previous, int index) {
        int next = at + 6;
        if (previous >= 0) {
            next = previous + (f.u8(previous) == 0 ? 1 : f.u8(previous + 1));
        }
        if (next >= end || next <= previous) {
            return -1;
        }
        boolean fits = f.u8(next) == 0 || next + 1 < end && f.u8(next + 1) >= 2 && next + f.u8(next + 1) <= end;
        return fits ? next : -1;
    }

    private static void categories(Frame f, int at, int end, Out out) {
        int from = at + 4;
        int before = out.size();
        switch (f.u8(at)) {
            case 1 -> {
                for (int bit = 0; bit < (end - from) * 8; bit++) {
                    if ((f.u8(from + bit / 8) << bit % 8 & 0x80) != 0) {
                        comma(out, before).dec(bit);
                    }
                }
            }
            case 2 -> {
                for (int i = from; i + 2 <= end; i += 2) {
                    comma(out, before).dec(f.u16(i));
                }
            }
            default -> {
                for (int i = from; i + 2 <= end; i += 4) {
                    // The last range may leave out its lower end, which is then 0 (FIPS 188, 4.5.4).
                    comma(out, before).dec(f.u16(i)).put('-').dec(i + 4 <= end ? f.u16(i + 2) : 0);
                }
            }
        }
    }

    private static Out comma(Out out, int before) {
        return out.size() > before ? out.put(',') : out;
    }
}
