package io.mcshark.decoder.analysis.members;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Groups by VLAN and address, found without making a key. */
final class GroupTable {
    private static final int START = 256;

    private Group[] slots = new Group[START];
    private int size;
    private Group latest;

    int size() {
        return size;
    }

    /** The group; null for none. */
    Group find(int vlan, long high, long low) {
        Group last = latest;
        if (last != null && last.is(vlan, high, low)) {
            return last;
        }
        int mask = slots.length - 1;
        for (int i = hash(vlan, high, low) & mask; slots[i] != null; i = i + 1 & mask) {
            if (slots[i].is(vlan, high, low)) {
                latest = slots[i];
                return latest;
            }
        }
        return null;
    }

    void add(Group group) {
        if (2 * (size + 1) > slots.length) {
            fill(all(), 2 * slots.length);
        }
        place(group);
        size++;
    }

    /** Takes groups out; how many. */
    int removeIf(Predicate<Group> gone) {
        List<Group> all = all();
        List<Group> left = new ArrayList<>(all.size());
        for (Group group : all) {
            if (!gone.test(group)) {
                left.add(group);
            }
        }
        latest = null;
        fill(left, slots.length);
        size = left.size();
        return all.size() - left.size();
    }

    List<Group> all() {
        List<Group> all = new ArrayList<>(size);
        for (Group group : slots) {
            if (group != null) {
                all.add(group);
            }
        }
        return all;
    }

    private void fill(List<Group> groups, int length) {
        slots = new Group[length];
        groups.forEach(this::place);
    }

    private void place(Group group) {
        int mask = slots.length - 1;
        int i = hash(group.network.vlan, group.address.high(), group.address.low()) & mask;
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = group;
    }

    private static int hash(int vlan, long high, long low) {
        long h = (low ^ Long.rotateLeft(high, 29) ^ vlan * 0x2545f491L) * 0x9e3779b97f4a7c15L;
        return (int) (h ^ h >>> 32);
    }
}
