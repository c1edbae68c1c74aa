package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;

/** A host that reports, on a network. */
final class Host {
    final Address address;

    /** Groups it is a member of. */
    int groups;

    /** Memberships that are kept of it, whatever their state. */
    int kept;

    Host(Address address) {
        this.address = address;
    }
}
