package io.mcshark.decoder.analysis.members;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.groups.Address;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgendaTest {
    @Test
    void givesTheGroupThatIsDueFirst() {
        Agenda agenda = new Agenda();
        TreeMap<Long, Group> model = new TreeMap<>();
        Network network = new Network(0, true);
        Group[] groups = new Group[50];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = new Group(network, Address.ipv4(0xef000000 + i), new Limits());
        }
        Random random = new Random(7);
        for (int step = 0; step < 20_000; step++) {
            Group group = groups[random.nextInt(groups.length)];
            long due = (long) step << 20 | random.nextInt(1 << 20) - (1 << 24);
            switch (random.nextInt(4)) {
                case 0 -> {
                    agenda.remove(group);
                    model.values().remove(group);
                }
                case 1 -> {
                    agenda.again(group, due);
                    model.values().remove(group);
                    model.put(due, group);
                }
                default -> {
                    long present = model.containsValue(group) ? group.due : Long.MAX_VALUE;
                    agenda.by(group, due);
                    if (due < present) {
                        model.values().remove(group);
                        model.put(due, group);
                    }
                }
            }
            assertEquals(model.isEmpty() ? Long.MAX_VALUE : model.firstKey(), agenda.next());
            if (!model.isEmpty()) {
                assertEquals(model.firstEntry().getValue(), agenda.first());
            }
        }
    }
}
