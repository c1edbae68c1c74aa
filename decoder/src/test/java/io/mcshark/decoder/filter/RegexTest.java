package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of {@code matches}: what they find, that it takes linear time, and what is refused. */
class RegexTest {
    private static boolean finds(Automaton pattern, String text) {
        // In the middle of other bytes, as in a savefile's window.
        byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.ISO_8859_1);
        return pattern.find(MemorySegment.ofArray(bytes), 2, bytes.length - 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOTIFY    | notify * http     | true",
                "(?-i)NOT  | notify            | false",
                "^a.c$     | abc               | true",
                "^a.c$     | xabc              | false",
                "(?-i:a)B  | aB                | true",
                "(?-i:a)B  | AB                | false",
                "`\\.local$` | _tcp.local       | true",
                "`\\.local$` | _tcp.locals      | false",
                "[0-9]{3}  | a12b345           | true",
                "[^a-z]    | ABC               | false",
                "[[:digit:]]+x | 12x           | true",
                "a{2,}b    | ab                | false",
                "a{,2}     | a{,2}             | true",
                "`(a|b)*c` | ababc             | true",
                "`\\bcat\\b` | a cat.           | true",
                "`\\bcat\\b` | concat           | false",
                "`\\x41`   | a                 | true",
                "`\\Qa.c\\E` | abc              | false",
                "(?<n>a)b  | ab                | true",
                "(?x) a b  | ab                | true",
                "()        | x                 | true",
                "(a*)*b    | aaab              | true",
                "`[\\]a]`  | ]                 | true",
                "[]a]      | ]                 | true",
            })
    void finds(String pattern, String text, boolean found) throws Regex.Wrong {
        assertEquals(found, finds(Regex.compile(pattern), text));
    }

    @Test
    void endsOfLines() throws Regex.Wrong {
        assertTrue(finds(Regex.compile("a$"), "a\n"));
        assertEquals(false, finds(Regex.compile("a\\z"), "a\n"));
        assertEquals(false, finds(Regex.compile("a$"), "a\nb"));
        assertTrue(finds(Regex.compile("(?m)^b"), "a\nb"));
        assertEquals(false, finds(Regex.compile("a.b"), "a\nb"));
        assertTrue(finds(Regex.compile("(?s)a.b"), "a\nb"));
        assertTrue(finds(Regex.compile("\\xff\\x00"), "\u00ff\u0000"));
        assertTrue(finds(Regex.compile(""), ""));
    }

    /** Generated patterns find what the JDK's, which backtracks, finds. */
    @Test
    void agreesWithTheJdk() throws Regex.Wrong {
        Random random = new Random(11);
        for (int i = 0; i < 4000; i++) {
            String pattern = pattern(random, 3);
            Automaton ours = Regex.compile(pattern);
            Pattern theirs = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES);
            for (int k = 0; k < 8; k++) {
                StringBuilder text = new StringBuilder();
                for (int n = 1 + random.nextInt(8); n > 0; n--) {
                    // Never empty: the JDK's ^ of several lines does not match there, Perl's does.
                    text.append("abAB1 \n_".charAt(random.nextInt(8)));
                }
                assertEquals(theirs.matcher(text).find(), finds(ours, text.toString()), pattern + " in " + text);
            }
        }
    }

    private static String pattern(Random random, int depth) {
        int kind = depth == 0 ? random.nextInt(4) : random.nextInt(9);
        String[] places = {"^", "$", "\\b", "\\B", "(?m:^)", "(?m:$)", "\\z"};
        return switch (kind) {
            case 0 -> Character.toString("abB1_".charAt(random.nextInt(5)));
            case 1 -> new String[] {".", "\\w", "\\s", "\\d", "\\W"}[random.nextInt(5)];
            case 2 -> new String[] {"[ab]", "[^a]", "[a-b1]", "[^\\w]"}[random.nextInt(4)];
            case 3 -> random.nextInt(3) == 0 ? places[random.nextInt(places.length)] : "a";
            case 4 -> pattern(random, depth - 1) + "|" + pattern(random, depth - 1);
            case 5 ->
                "(?:" + pattern(random, depth - 1) + ")"
                        + new String[] {"*", "+", "?", "{2}", "{1,2}", "*?"}[random.nextInt(6)];
            default -> pattern(random, depth - 1) + pattern(random, depth - 1);
        };
    }

    /** What lets a backtracking engine run until the end of time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a*)*b",
                "(a|a)*b",
                "(a|aa)+$b",
                "(.*a){20}b",
                "(x+x+)+y",
                "^(([a-z])+.)+[A-Z]([a-z])+1$",
                "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaaaaaab",
                "(a[ab]{12}){2}b$",
            })
    void takesLinearTime(String text) throws Regex.Wrong {
        Automaton pattern = Regex.compile(text);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertEquals(false, finds(pattern, "a".repeat(65535)));
            finds(pattern, "ab".repeat(30000) + "xxxxxxxxxxxxxxx");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[       | 0 | not closed",
                "(a      | 0 | not closed",
                "a)      | 1 | no (",
                "*a      | 0 | nothing stands before",
                "a[b-a]  | 3 | wrong way round",
                "(a)\\1  | 3 | reference",
                "(?=a)   | 0 | looking ahead",
                "(?<!a)  | 0 | looking ahead",
                "(?>a)   | 0 | not supported",
                "a++     | 2 | possessive",
                "a{2,1}  | 1 | less than the first",
                "a{9999} | 1 | repetitions",
                "(((a{100}){100}){100}) | 0 | too big",
                "\\y     | 0 | means nothing",
                "[[:no:]] | 1 | no class",
                "\\      | 0 | nothing stands behind",
            })
    void refuses(String pattern, int at, String words) {
        Regex.Wrong e = assertThrows(Regex.Wrong.class, () -> Regex.compile(pattern));
        assertEquals(at, e.at, e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void monstersAreRefusedAtOnce() {
        for (String piece : new String[] {"(", "a|", "[", "a", "(a", "a{1000}", "\\", "a*", "a{2}{2}", "(?i)"}) {
            String pattern = piece.repeat(1 << 18);
            Assertions.assertTimeout(Duration.ofSeconds(1), () -> {
                try {
                    Regex.compile(pattern);
                } catch (Regex.Wrong e) {
                    // most are
                }
            });
        }
    }
}
