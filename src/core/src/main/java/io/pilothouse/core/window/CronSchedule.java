package io.pilothouse.core.window;

import java.time.Duration;
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

    /// The 29th of February comes after eight years at the latest.
    private static final int HORIZON_DAYS = 9 * 366;

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

    /// @return the first time after an instant; empty if none comes within nine years
    Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDate today = after.atZone(zone).toLocalDate();
        // a day earlier and a day later, because clocks are also changed at midnight
        for (int ahead = -1; ahead < HORIZON_DAYS; ahead++) {
            Optional<Instant> first = times(today.plusDays(ahead), zone.getRules()).stream()
                    .filter(at -> at.isAfter(after))
                    .min(Instant::compareTo);
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    /// @return the last time at or before an instant, and not more than so long before
    Optional<Instant> last(Instant until, Duration within, ZoneId zone) {
        Instant from = until.minus(within);
        LocalDate today = until.atZone(zone).toLocalDate();
        for (int back = -1; back <= within.toDays() + 2; back++) {
            Optional<Instant> last = times(today.minusDays(back), zone.getRules()).stream()
                    .filter(at -> !at.isAfter(until) && at.isAfter(from))
                    .max(Instant::compareTo);
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
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
