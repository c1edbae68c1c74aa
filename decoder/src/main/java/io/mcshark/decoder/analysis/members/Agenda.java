package io.mcshark.decoder.analysis.members;

import java.util.Arrays;

/** Groups by when they are next to be looked at: a heap in which each group knows its place. */
final class Agenda {
    private Group[] heap = new Group[16];
    private int size;

    /** When something is next due; {@link Long#MAX_VALUE} for never. */
    long next() {
        return size == 0 ? Long.MAX_VALUE : heap[0].due;
    }

    /** The group that is due first; it stays. */
    Group first() {
        return heap[0];
    }

    /** Sees to it that a group is looked at no later than {@code due}. */
    void by(Group group, long due) {
        if (group.place < 0) {
            if (due != Long.MAX_VALUE) {
                if (size == heap.length) {
                    heap = Arrays.copyOf(heap, 2 * size);
                }
                group.due = due;
                up(group, size++);
            }
        } else if (due < group.due) {
            group.due = due;
            up(group, group.place);
        }
    }

    /** A group has been looked at; it is to be again at {@code due}. */
    void again(Group group, long due) {
        remove(group);
        by(group, due);
    }

    void remove(Group group) {
        int place = group.place;
        if (place < 0) {
            return;
        }
        group.place = -1;
        Group last = heap[--size];
        heap[size] = null;
        if (last != group) {
            up(last, place);
            down(last, last.place);
        }
    }

    private void up(Group group, int from) {
        int at = from;
        while (at > 0 && heap[(at - 1) / 2].due > group.due) {
            put(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        put(group, at);
    }

    private void down(Group group, int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].due < heap[child].due) {
                child++;
            }
            if (heap[child].due >= group.due) {
                break;
            }
            put(heap[child], at);
            at = child;
        }
        put(group, at);
    }

    private void put(Group group, int at) {
        heap[at] = group;
        group.place = at;
    }
}
