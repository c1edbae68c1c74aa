package io.mcshark.decoder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to visit all occurrences of some fields in a frame, in the order of the tree: per protocol the headers that lead to
 * them and no others. Made once for a name, used for every packet; visiting allocates nothing.
 */
public final class Plan {
    /** Is told of each occurrence. */
    public interface Visitor {
        /**
         * @param layer the layer it is in; {@code at} the base of its header, {@code end} one past the layer or part
         * @return true to visit no more
         */
        boolean visit(Field field, Frame f, int layer, int at, int end);
    }

    private Node part;

    private record Node(Header header, Object[] items) {}

    /** Stands for what is worked out when a layer of the protocol is first met: most protocols are never. */
    private static final Node LATER = new Node(null, null);

    private final Node[] roots = new Node[Protocols.count()];
    private final Map<Field, Field> wanted = new IdentityHashMap<>();
    private int protocols;
    private Protocol only;

    private Plan(Collection<Field> wanted) {
        wanted.forEach(field -> this.wanted.put(field, field));
    }

    public static Plan of(Collection<Field> wanted) {
        Plan plan = new Plan(wanted);
        for (Field field : wanted) {
            Protocol p = field.header().protocol();
            plan.enter(p.id());
            ProtocolIndex.twins(p.name()).forEach(plan::enter);
            plan.only = plan.protocols == 1 ? p : null;
        }
        return plan;
    }

    private void enter(int protocol) {
        if (roots[protocol] == null) {
            roots[protocol] = LATER;
            protocols++;
        }
    }

    private Node root(int protocol) {
        Node root = roots[protocol];
        if (root == LATER) {
            root = prune(Protocols.of(protocol).header(), wanted);
            roots[protocol] = root;
        }
        return root;
    }

    /** How to visit the fields that are in one occurrence of {@code part}. */
    public static Plan within(Header part, Collection<Field> wanted) {
        Plan plan = new Plan(wanted);
        plan.part = prune(part, plan.wanted);
        return plan;
    }

    /** Visits what is in the occurrence of a part that lies from {@code at} to {@code end}. */
    public boolean each(Frame f, int layer, int at, int end, Visitor visitor) {
        return part != null && each(part, f, layer, at, end, visitor);
    }

    private static Node prune(Header header, Map<Field, Field> wanted) {
        List<Object> items = new ArrayList<>();
        for (Object item : header.items()) {
            if (item instanceof Field field) {
                if (wanted.containsKey(field)) {
                    items.add(field);
                }
                continue;
            }
            Node node = prune((Header) item, wanted);
            if (node != null) {
                items.add(node);
            }
        }
        return items.isEmpty() ? null : new Node(header, items.toArray());
    }

    /** Visits every occurrence in {@code f}; returns whether the visitor ended it. */
    public boolean each(Frame f, Visitor visitor) {
        int i = only == null ? 0 : f.first(only);
        if (i < 0) {
            return false;
        }
        for (int depth = f.depth(); i < depth; i++) {
            Node root = root(f.protocol(i).id());
            if (root != null && each(root, f, i, f.at(i), f.end(i), visitor)) {
                return true;
            }
        }
        return false;
    }

    private static boolean each(Node node, Frame f, int layer, int at, int end, Visitor visitor) {
        for (Object item : node.items) {
            if (item instanceof Field field) {
                if (visitor.visit(field, f, layer, at, end)) {
                    return true;
                }
                continue;
            }
            Node part = (Node) item;
            Header header = part.header;
            int previous = -1;
            for (int index = 0; (previous = header.next(f, at, end, previous, index)) >= 0; index++) {
                if (each(part, f, layer, previous, header.end(f, previous, end), visitor)) {
                    return true;
                }
            }
        }
        return false;
    }
}
