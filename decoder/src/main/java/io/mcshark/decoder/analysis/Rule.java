package io.mcshark.decoder.analysis;

/**
 * Something that can be found in a capture. Declared beside the code that notices it; the declaration is its documentation.
 *
 * @param id as filters and {@code --explain} name it: {@code ttl-one-routable-group}
 * @param severity the usual one; a finding may be milder
 * @param protocol what it is about: {@code igmp}, {@code rtp}
 * @param condition when it is raised, with the limits it uses
 * @param why it matters, with the RFC and section
 * @param advice what to do
 */
public record Rule(String id, Severity severity, String protocol, String condition, String why, String advice) {
    public static Rule error(String id, String protocol, String condition, String why, String advice) {
        return new Rule(id, Severity.ERROR, protocol, condition, why, advice);
    }

    public static Rule warn(String id, String protocol, String condition, String why, String advice) {
        return new Rule(id, Severity.WARN, protocol, condition, why, advice);
    }

    public static Rule note(String id, String protocol, String condition, String why, String advice) {
        return new Rule(id, Severity.NOTE, protocol, condition, why, advice);
    }

    public static Rule chat(String id, String protocol, String condition, String why, String advice) {
        return new Rule(id, Severity.CHAT, protocol, condition, why, advice);
    }
}
