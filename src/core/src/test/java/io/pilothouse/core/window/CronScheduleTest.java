package io.pilothouse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<ZoneId> ZONES = List.of(
            BERLIN,
            ZoneId.of("UTC"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("America/Havana"),
            ZoneId.of("Asia/Kolkata"));

    private static Instant at(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static Instant next(String schedule, String after, ZoneId zone) {
        return next(schedule, at(after, zone), zone);
    }

    private static Instant next(String schedule, Instant after, ZoneId zone) {
        for (int days : List.of(2, 40, 400, 3300)) {
            var times = CronSchedule.parse(schedule).between(after, after.plus(Duration.ofDays(days)), zone);
            if (!times.isEmpty()) {
                return times.first();
            }
        }
        throw new AssertionError(schedule + " does not come");
    }

    @ParameterizedTest
    @CsvSource({
        "0 2 * * *,        2026-11-21T01:59, 2026-11-21T02:00",
        "0 2 * * *,        2026-11-21T02:00, 2026-11-22T02:00",
        "*/15 * * * *,     2026-11-21T02:01, 2026-11-21T02:15",
        "5/20 * * * *,     2026-11-21T02:26, 2026-11-21T02:45",
        "0 9-17/4 * * *,   2026-11-21T10:00, 2026-11-21T13:00",
        "'0,30 8 * * *',   2026-11-21T08:00, 2026-11-21T08:30",
        "0 0 29 2 *,       2026-11-21T00:00, 2028-02-29T00:00",
        "0 0 31 * *,       2026-11-01T00:00, 2026-12-31T00:00",
        "0 22 * * MON-FRI, 2026-11-20T22:00, 2026-11-23T22:00",
        "0 22 * * 7,       2026-11-20T22:00, 2026-11-22T22:00",
        "0 0 1 jan *,      2026-11-20T22:00, 2027-01-01T00:00"
    })
    void comesWhenCronSaysSo(String schedule, String after, String expected) {
        assertThat(next(schedule, after, BERLIN)).isEqualTo(at(expected, BERLIN));
    }

    @Test
    void takesEitherDayWhereBothAreRestricted() {
        assertThat(next("0 0 13 * FRI", "2026-11-01T00:00", BERLIN)).isEqualTo(at("2026-11-06T00:00", BERLIN));
        assertThat(next("0 0 13 * FRI", "2027-01-08T00:00", BERLIN)).isEqualTo(at("2027-01-13T00:00", BERLIN));
        assertThat(next("0 0 */2 * FRI", "2026-11-01T00:00", BERLIN)).isEqualTo(at("2026-11-13T00:00", BERLIN));
    }

    @Test
    void comesAtTheChangeWhereClocksLeaveItOut() {
        // 02:30 does not exist on 2027-03-28: clocks go from 02:00 to 03:00
        assertThat(next("30 2 * * *", "2027-03-27T12:00", BERLIN)).isEqualTo(Instant.parse("2027-03-28T01:00:00Z"));
    }

    @Test
    void comesTwiceWhereClocksRepeatIt() {
        // Given: 02:30 comes twice on 2026-10-25
        Instant first = next("30 2 * * *", "2026-10-24T12:00", BERLIN);
        // When
        Instant second = next("30 2 * * *", first, BERLIN);
        // Then
        assertThat(Duration.between(first, second)).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "1-2-3 * * * *",
                "1,,2 * * * *",
                "x * * * *",
                "-1 * * * *",
                "0 0 30 2 *",
                "@daily",
                "99999999999 * * * *"
            })
    void saysWhatIsWrong(String schedule) {
        assertThat(CronSchedule.problem(schedule)).isPresent().get().asString().isNotBlank();
    }

    @Test
    void hasNothingAgainstAGoodOne() {
        assertThat(CronSchedule.problem("*/5 1,2 1-7 JAN-mar sun")).isEmpty();
    }

    /// Three days around each change of clocks, minute by minute.
    @RepeatedTest(40)
    void agreesWithGoingThroughEveryMinute(RepetitionInfo repetition) {
        // Given
        Random random = new Random(repetition.getCurrentRepetition());
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        String text = field(random, 60) + " " + field(random, 24) + " " + (random.nextBoolean() ? "*" : "*/2") + " * "
                + (random.nextBoolean() ? "*" : "0-3");
        CronSchedule schedule = CronSchedule.parse(text);
        Instant middle = random.nextInt(4) == 0
                ? Instant.parse("2026-06-15T00:00:00Z")
                : changeAfter(zone, random.nextBoolean() ? "2026-01-01T00:00:00Z" : "2026-07-01T00:00:00Z");
        Instant from = middle.minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MINUTES);
        Instant to = from.plus(Duration.ofDays(3));
        // When
        Set<Instant> expected = everyMinute(text, zone, from, to);
        Set<Instant> found = schedule.between(from, to, zone);
        // Then
        assertThat(found).as(text + " in " + zone + " from " + from).isEqualTo(expected);
    }

    private static Instant changeAfter(ZoneId zone, String instant) {
        var change = zone.getRules().nextTransition(Instant.parse(instant));
        return change == null ? Instant.parse(instant) : change.getInstant();
    }

    private static String field(Random random, int size) {
        return switch (random.nextInt(3)) {
            case 0 -> "*/" + (1 + random.nextInt(size / 2));
            case 1 -> String.valueOf(random.nextInt(size));
            default -> random.nextInt(size / 4) + "-" + (size / 4 + random.nextInt(size / 2));
        };
    }

    /// The same by brute force: a minute counts if its wall clock matches, and a change that leaves a matching
    /// minute out counts itself.
    private static Set<Instant> everyMinute(String text, ZoneId zone, Instant from, Instant to) {
        List<Set<Integer>> fields = new ArrayList<>();
        String[] parts = text.split(" ", -1);
        int[] sizes = {60, 24, 32, 13, 7};
        for (int i = 0; i < parts.length; i++) {
            fields.add(values(parts[i], sizes[i], i == 2 || i == 3 ? 1 : 0));
        }
        Set<Instant> found = new TreeSet<>();
        for (Instant at = from.plusSeconds(60); !at.isAfter(to); at = at.plusSeconds(60)) {
            ZonedDateTime local = at.atZone(zone);
            if (matches(fields, local.toLocalDateTime())) {
                found.add(at);
            }
            var change = zone.getRules().getTransition(local.toLocalDateTime().minusSeconds(1));
            if (change != null && change.isGap() && change.getInstant().equals(at)) {
                for (LocalDateTime lost = change.getDateTimeBefore();
                        lost.isBefore(change.getDateTimeAfter());
                        lost = lost.plusMinutes(1)) {
                    if (matches(fields, lost)) {
                        found.add(at);
                    }
                }
            }
        }
        return found;
    }

    private static boolean matches(List<Set<Integer>> fields, LocalDateTime local) {
        return fields.get(0).contains(local.getMinute())
                && fields.get(1).contains(local.getHour())
                && fields.get(2).contains(local.getDayOfMonth())
                && fields.get(3).contains(local.getMonthValue())
                && fields.get(4).contains(local.getDayOfWeek().getValue() % 7);
    }

    private static Set<Integer> values(String text, int size, int least) {
        Set<Integer> values = new TreeSet<>();
        int step = text.startsWith("*/") ? Integer.parseInt(text.substring(2)) : 1;
        boolean isStar = text.startsWith("*");
        String[] ends = text.split("-", -1);
        int from = isStar ? least : Integer.parseInt(ends[0]);
        int to = isStar ? size - 1 : Integer.parseInt(ends[ends.length - 1]);
        for (int value = from; value <= to; value += step) {
            values.add(value);
        }
        return values;
    }
}
