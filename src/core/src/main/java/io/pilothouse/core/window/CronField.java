package io.pilothouse.core.window;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// One field of a schedule.
///
/// @param values those it names
/// @param isOpen it begins with a star, so that it does not restrict by itself
record CronField(BitSet values, boolean isOpen) {

    /// What a field may hold.
    ///
    /// @param names for the values from `least` on, where they have names
    record Range(String what, int least, int most, List<String> names) {}

    boolean has(int value) {
        return values.get(value);
    }

    /// @throws IllegalArgumentException with a clause that says what is wrong
    static CronField parse(String text, Range range) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            add(values, part, range);
        }
        return new CronField(values, text.startsWith("*") || text.startsWith("?"));
    }

    private static void add(BitSet values, String part, Range range) {
        String[] stepped = part.split("/", -1);
        if (stepped.length > 2 || stepped[0].isEmpty()) {
            throw wrong(part, range);
        }
        int step = stepped.length == 1 ? 1 : number(stepped[1], part, range);
        if (step < 1) {
            throw wrong(part, range);
        }
        int from = range.least();
        int to = range.most();
        if (!stepped[0].equals("*") && !stepped[0].equals("?")) {
            String[] ends = stepped[0].split("-", -1);
            if (ends.length > 2) {
                throw wrong(part, range);
            }
            from = value(ends[0], part, range);
            // "5/10" is from 5 on, as cron has it
            to = ends.length == 2 ? value(ends[1], part, range) : stepped.length == 2 ? range.most() : from;
        }
        if (from > to) {
            throw wrong(part, range);
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private static int value(String text, String part, Range range) {
        int named = range.names().indexOf(text.toUpperCase(Locale.ROOT));
        int value = named >= 0 ? range.least() + named : number(text, part, range);
        if (value < range.least() || value > range.most()) {
            throw wrong(part, range);
        }
        return value;
    }

    private static int number(String text, String part, Range range) {
        if (!text.matches("[0-9]{1,4}")) {
            throw wrong(part, range);
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(String part, Range range) {
        return new IllegalArgumentException("\"" + part + "\" is no " + range.what() + ": write "
                + range.least() + " to " + range.most() + ", a range such as " + range.least() + "-"
                + range.most() + ", or * or */2");
    }
}
