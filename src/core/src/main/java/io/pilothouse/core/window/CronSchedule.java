package io.pilothouse.core.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Minutes that recur, as cron writes them: minute, hour, day of month, month, day of week. Where both days are
/// restricted, either will do; Sunday is 0 and 7.
///
/// The minutes are those of a wall clock. Where it is set back, a time that comes twice counts twice; where it is set
/// forward, a time that is left out counts at the moment of the change, so that no day goes without its window.
public final class CronSchedule {
    private static final CronField.Range MINUTE = new CronField.Range("minute", 0, 59, List.of());
    private static final CronField.Range HOUR = new CronField.Range("hour", 0, 23, List.of());
    private static final CronField.Range DAY = new CronField.Range("day of the month", 1, 31, List.of());
    private static final CronField.Range MONTH = new CronField.Range(
            "month",
            1,
            12,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
    private static final CronField.Range WEEKDAY =
            new CronField.Range("day of the week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;

    private CronSchedule(List<String> fields) {
        minutes = CronField.parse(fields.get(0), MINUTE);
        hours = CronField.parse(fields.get(1), HOUR);
        days = CronField.parse(fields.get(2), DAY);
        months = CronField.parse(fields.get(3), MONTH);
        CronField week = CronField.parse(fields.get(4), WEEKDAY);
        BitSet sundays = (BitSet) week.values().clone();
        sundays.set(0, week.has(0) || week.has(7));
        weekdays = new CronField(sundays, week.isOpen());
    }

    /// @throws IllegalArgumentException if it is no schedule; see [#problem]
    public static CronSchedule parse(String text) {
        List<String> fields = List.of(text.strip().split("\\s+"));
        if (fields.size() != 5) {
            throw new IllegalArgumentException("\"" + text.strip()
                    + "\" has not the five fields minute, hour, day of month, month and day of week");
        }
        CronSchedule schedule = new CronSchedule(fields);
        if (!schedule.canCome()) {
            throw new IllegalArgumentException("\"" + text.strip() + "\" never comes: no such month has that day");
        }
        return schedule;
    }

    /// @return a clause that says what is wrong with a schedule; empty if nothing is
    public static Optional<String> problem(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), "it is no schedule"));
        }
    }

    private boolean canCome() {
        LocalDate leap = LocalDate.of(2000, 1, 1);
        // 28 years have every date on every weekday
        for (int day = 0; day < 28 * 366; day++) {
            if (matches(leap.plusDays(day))) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(LocalDate date) {
        boolean isDay = days.has(date.getDayOfMonth());
        boolean isWeekday = weekdays.has(date.getDayOfWeek().getValue() % 7);
        boolean isEither = !days.isOpen() && !weekdays.isOpen();
        return months.has(date.getMonthValue()) && (isEither ? isDay || isWeekday : isDay && isWeekday);
    }

    /// @return every time after one instant and not after another, in order
    SortedSet<Instant> between(Instant after, Instant until, ZoneId zone) {
        SortedSet<Instant> times = new TreeSet<>();
        // a day earlier and a day later, because clocks are also changed at midnight
        LocalDate last = until.atZone(zone).toLocalDate().plusDays(1);
        for (LocalDate date = after.atZone(zone).toLocalDate().minusDays(1);
                !date.isAfter(last);
                date = date.plusDays(1)) {
            for (Instant at : times(date, zone.getRules())) {
                if (at.isAfter(after) && !at.isAfter(until)) {
                    times.add(at);
                }
            }
        }
        return times;
    }

    private List<Instant> times(LocalDate date, ZoneRules rules) {
        List<Instant> times = new ArrayList<>();
        if (!matches(date)) {
            return times;
        }
        hours.values().stream()
                .forEach(hour ->
                        minutes.values().stream().forEach(minute -> add(times, date.atTime(hour, minute), rules)));
        return times;
    }

    private static void add(List<Instant> times, LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition change = rules.getTransition(local);
            times.add(change.getInstant());
        }
        offsets.forEach(offset -> times.add(local.toInstant(offset)));
    }
}
