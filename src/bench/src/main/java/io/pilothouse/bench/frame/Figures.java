package io.pilothouse.bench.frame;

import java.util.Locale;

/// Figures with three digits that matter.
final class Figures {
    private Figures() {}

    static String plain(double value) {
        if (value == 0) {
            return "0";
        }
        int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
        int decimals = Math.clamp(2L - magnitude, 0, 4);
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    static String seconds(double value) {
        if (value >= 1) {
            return plain(value) + " s";
        }
        return value >= 1e-3 ? plain(value * 1e3) + " ms" : plain(value * 1e6) + " µs";
    }

    static String interval(Interval of) {
        return "%s [%s, %s]".formatted(plain(of.median()), plain(of.low()), plain(of.high()));
    }

    static String percent(double value) {
        return Math.round(value * 100) + " %";
    }
}
