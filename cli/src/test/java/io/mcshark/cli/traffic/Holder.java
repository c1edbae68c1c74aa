package io.mcshark.cli.traffic;

import java.io.IOException;
import java.util.List;

/** A program for tests in namespaces: joins groups on an interface and holds them until its input ends. */
final class Holder {
    private Holder() {}

    /** @param args the interface, then groups */
    public static void main(String[] args) throws IOException {
        try (Membership membership = Membership.join(List.of(args).subList(1, args.length), args[0])) {
            System.out.println("joined " + membership.size());
            System.in.read();
        }
    }
}
