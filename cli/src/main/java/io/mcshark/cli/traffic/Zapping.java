package io.mcshark.cli.traffic;

/**
 * One time that a group was joined and left.
 *
 * @param number from 1
 * @param beforeNanos how long it was watched before the join; 0 when it was not
 * @param before datagrams that came in this time
 * @param joinNanos from the join to the first datagram; {@link #NEVER} when none came in time
 * @param datagrams received
 * @param gapNanos the longest time between two of them
 * @param leaveNanos from the leave to the last datagram seen on the interface, 0 when none came any more, {@link #NEVER} when
 *     they did not end, {@link #UNKNOWN} when nobody watched or it was not waited for
 * @param after datagrams that came after the leave
 * @param leaked datagrams seen on the other interface while the group was joined here, {@link #UNKNOWN} when nobody watched
 */
record Zapping(
        Target target,
        int number,
        long beforeNanos,
        long before,
        long joinNanos,
        long datagrams,
        long gapNanos,
        long leaveNanos,
        long after,
        long leaked) {
    static final long NEVER = -1, UNKNOWN = -2;

    boolean joined() {
        return joinNanos >= 0;
    }
}
