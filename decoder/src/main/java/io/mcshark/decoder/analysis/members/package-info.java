/**
 * Who is a member of what: the state that routers keep of IGMP and MLD, replayed from what was heard (RFC 3376, 6; RFC 3810, 7).
 *
 * <p>{@link io.mcshark.decoder.analysis.members.Members} is the analysis. It keeps, for each VLAN and address family, what the
 * querier announces ({@code Network}), and for each group on it a {@code Group}: what each host says it wants ({@code Member},
 * exactly as the host said it), what a router that merges all of them holds ({@code RouterState}, the tables of the RFCs), and
 * what data the group carries ({@code Flow}). {@code Conclusions} raises the rules, {@code MemberReport} makes the reports, {@code
 * Causes} says why a group may be without data or without members.
 *
 * <p>Timers are held in one heap ({@code Agenda}): a group is in it once, at its earliest timer. A timer that is put off leaves
 * the heap as it is; the group is looked at once too often, and put back.
 *
 * <p>Two kinds of time: what is shown is the packets' own; timers run on {@code Members}' clock, which never goes back.
 */
package io.mcshark.decoder.analysis.members;
