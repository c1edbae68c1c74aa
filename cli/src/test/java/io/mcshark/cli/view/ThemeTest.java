package io.mcshark.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedCharSequence;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Colors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThemeTest {
    private static final Pattern COLOUR = Pattern.compile("38;5;(\\d+)");

    /** WCAG 2.1, success criterion 1.4.3: the least contrast of text and ground. */
    private static final double READABLE = 4.5;

    private static List<AttributedStyle> styles(Theme theme) {
        List<AttributedStyle> all =
                new ArrayList<>(List.of(theme.good(), theme.unfinished(), theme.wrong(), theme.mark()));
        for (Theme.Meaning meaning : Theme.Meaning.values()) {
            all.add(theme.of(meaning));
        }
        for (int i = 0; i < 6; i++) {
            all.add(theme.sender(i));
        }
        return all;
    }

    private static String ansi(AttributedStyle style, int colours) {
        return new AttributedString("x", style).toAnsi(colours, AttributedCharSequence.ForceMode.None);
    }

    @ParameterizedTest
    @CsvSource({"DARK, 0x000000", "DARK, 0x1d1f21", "LIGHT, 0xffffff", "LIGHT, 0xfdf6e3"})
    void colourOnItsGroundCanBeRead(Theme.Look look, String ground) {
        int coloured = 0;
        for (AttributedStyle style : styles(new Theme(look, true))) {
            Matcher colour = COLOUR.matcher(ansi(style, 256));
            if (colour.find()) {
                double contrast = contrast(Colors.rgbColor(Integer.parseInt(colour.group(1))), Integer.decode(ground));
                assertTrue(contrast >= READABLE, colour.group(1) + " on " + ground + ": " + contrast);
                coloured++;
            }
        }
        assertEquals(14, coloured);
    }

    /** WCAG 2.1, relative luminance. */
    private static double contrast(int a, int b) {
        double x = luminance(a) + 0.05;
        double y = luminance(b) + 0.05;
        return Math.max(x, y) / Math.min(x, y);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** With eight colours what is unfinished, right and wrong are told apart still, and on white nothing is green, yellow or cyan. */
    @ParameterizedTest
    @CsvSource({"DARK, 34", "LIGHT, 32 33 36 37"})
    void eightColoursAreChosenForTheGround(Theme.Look look, String unreadable) {
        for (int colours : new int[] {8, 16}) {
            Theme theme = new Theme(look, true, colours);
            assertNotEquals(ansi(theme.good(), colours), ansi(theme.unfinished(), colours));
            assertNotEquals(ansi(theme.wrong(), colours), ansi(theme.unfinished(), colours));
            for (AttributedStyle style : styles(theme)) {
                for (String one : unreadable.split(" ")) {
                    assertFalse(ansi(style, colours).matches("(?s).*[\\[;]" + one + "[;m].*"), ansi(style, colours));
                }
            }
        }
    }

    @Test
    void withoutColoursThereAreNone() {
        for (Theme theme : new Theme[] {
            new Theme(Theme.Look.PLAIN, true),
            new Theme(Theme.Look.DARK, true, null),
            new Theme(Theme.Look.LIGHT, true, 2)
        }) {
            for (AttributedStyle style : styles(theme)) {
                assertFalse(ansi(style, 256).matches("(?s).*\\[[0-9;]*3[0-9].*"), ansi(style, 256));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1, dark, -, PLAIN",
                "-, light, -, LIGHT",
                "-, DARK, 0;15, DARK",
                "-, -, 0;15, LIGHT",
                "-, -, 0;default;7, LIGHT",
                "-, -, 15;0, DARK",
                "-, -, 15;8, DARK",
                "-, -, -, DARK",
                "-, nonsense, x;y, DARK"
            })
    void theEnvironmentDecides(String none, String asked, String ground, Theme.Look expected) {
        assertEquals(expected, Theme.look(name -> switch (name) {
            case "NO_COLOR" -> none;
            case "MCSHARK_THEME" -> asked;
            case "COLORFGBG" -> ground;
            default -> null;
        }));
    }
}
