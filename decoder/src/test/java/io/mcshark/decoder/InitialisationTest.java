package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Protocols are declared by the static initialisers of their classes, when they are first needed, from any thread. Two threads
 * that begin at two ends of a cycle of initialisers wait for one another for ever, so that there are none but between a
 * protocol's class and those it declares its messages in, which nobody else is to touch first.
 */
class InitialisationTest {
    private static final String INITIALISER = "<clinit>()V",
            PROTOCOL = "io/mcshark/decoder/Protocol",
            PROTOCOLS = "io/mcshark/decoder/Protocols";

    private final Map<String, ClassModel> classes = new HashMap<>();
    private final Map<String, MethodModel> methods = new HashMap<>();
    private final Map<String, Set<String>> needs = new HashMap<>();

    @Test
    void noTwoProtocolsWaitForOneAnother() throws IOException {
        read(Path.of("target/classes"));
        classes.keySet().forEach(name -> needs.put(name, needs(name)));
        Set<String> wrong = new TreeSet<>();
        for (String name : classes.keySet()) {
            Set<String> cycle = reached(name).stream()
                    .filter(other -> other.equals(name) || reached(other).contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            long protocols = cycle.stream().filter(this::isProtocol).count();
            if (cycle.size() > 1 && protocols != 1) {
                wrong.add(cycle.toString());
            }
        }
        assertEquals(Set.of(), wrong);
    }

    /** A protocol is made under a lock, which an initialiser that asks for one waits for. */
    @Test
    void makingAProtocolWaitsForNobodyWhoAsksForOne() throws IOException {
        read(Path.of("target/classes"));
        classes.keySet().forEach(name -> needs.put(name, needs(name)));
        Set<String> wrong = new TreeSet<>();
        for (String name : classes.keySet()) {
            if (isProtocol(name)) {
                Set<String> touched = new TreeSet<>(reached(name));
                for (String other : made(name)) {
                    touched.add(other);
                    touched.addAll(reached(other));
                }
                touched.removeIf(
                        other -> other.equals(PROTOCOLS) || !needs.get(other).contains(PROTOCOLS));
                touched.forEach(other -> wrong.add(name + " needs " + other));
            }
        }
        assertEquals(Set.of(), wrong);
    }

    /** What a class's constructors have initialised. */
    private Set<String> made(String name) {
        Set<String> found = new HashSet<>();
        methods.keySet().stream()
                .filter(key -> key.startsWith(name + ".<init>"))
                .forEach(key -> visit(key, found, new HashSet<>()));
        found.retainAll(needs.keySet());
        return found;
    }

    private void read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            ClassModel model = ClassFile.of().parse(file);
            String name = model.thisClass().asInternalName();
            classes.put(name, model);
            for (MethodModel method : model.methods()) {
                methods.put(
                        name + "." + method.methodName().stringValue()
                                + method.methodType().stringValue(),
                        method);
            }
        }
    }

    private boolean isProtocol(String name) {
        return classes.get(name)
                .superclass()
                .map(ClassEntry::asInternalName)
                .orElse("")
                .equals(PROTOCOL);
    }

    /** The classes with an initialiser that the initialiser of a class has initialised. */
    private Set<String> needs(String name) {
        Set<String> found = new HashSet<>();
        visit(name + "." + INITIALISER, found, new HashSet<>());
        found.remove(name);
        found.removeIf(other -> !methods.containsKey(other + "." + INITIALISER));
        return found;
    }

    private void visit(String key, Set<String> found, Set<String> seen) {
        MethodModel method = methods.get(key);
        if (method == null || !seen.add(key) || method.code().isEmpty()) {
            return;
        }
        for (CodeElement element : method.code().get()) {
            if (element instanceof FieldInstruction field
                    && (field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC)) {
                found.add(field.owner().asInternalName());
            } else if (element instanceof NewObjectInstruction made) {
                found.add(made.className().asInternalName());
            } else if (element instanceof InvokeInstruction call) {
                String owner = call.owner().asInternalName();
                if (call.opcode() == Opcode.INVOKESTATIC) {
                    found.add(owner);
                }
                visit(owner + "." + call.name().stringValue() + call.type().stringValue(), found, seen);
            }
        }
    }

    private Set<String> reached(String name) {
        Set<String> all = new HashSet<>();
        reach(name, all);
        return all;
    }

    private void reach(String name, Set<String> all) {
        for (String next : needs.get(name)) {
            if (all.add(next)) {
                reach(next, all);
            }
        }
    }
}
