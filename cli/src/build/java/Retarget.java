import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar that are older than Java 6 as classes of today, with stack maps: the JVM's ahead-of-time
 * cache leaves older ones out, and picocli, compiled for Java 5, is most of what a short run loads. The launcher runs it
 * after a build (docs/decisions/0003).
 */
final class Retarget {
    private static final int FIRST_WITH_STACK_MAPS = 50;

    public static void main(String[] args) throws IOException {
        for (String arg : args) {
            retarget(Path.of(arg));
        }
    }

    private static void retarget(Path jar) throws IOException {
        Path made = Path.of(jar + ".new");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipFile in = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(made);
                ZipOutputStream out = new ZipOutputStream(file)) {
            ClassHierarchyResolver known =
                    ClassHierarchyResolver.ofClassLoading(loader).orElse(ClassHierarchyResolver.defaultResolver());
            ClassFile classes = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(known));
            for (ZipEntry entry : in.stream().toList()) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") ? today(classes, bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] today(ClassFile classes, byte[] bytes) {
        ClassModel model = classes.parse(bytes);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return bytes;
        }
        // Bodies that a transform does not touch are copied whole, without stack maps: so each is touched.
        CodeTransform touch = CodeTransform.ofStateful(() -> (CodeBuilder code, CodeElement element) -> code.with(element));
        ClassTransform version = (ClassBuilder made, ClassElement element) -> {
            if (element instanceof ClassFileVersion) {
                made.withVersion(ClassFile.latestMajorVersion(), 0);
            } else {
                made.with(element);
            }
        };
        return classes.transformClass(model, ClassTransform.transformingMethodBodies(touch).andThen(version));
    }
}
