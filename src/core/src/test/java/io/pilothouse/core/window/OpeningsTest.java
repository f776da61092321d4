package io.pilothouse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.policy.SyncWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static SyncWindow window(SyncWindow.Kind kind, String schedule, int minutes) {
        return new SyncWindow(kind, schedule, Duration.ofMinutes(minutes), UTC, true);
    }

    private static SyncWindow allow(String schedule, int minutes) {
        return window(SyncWindow.Kind.ALLOW, schedule, minutes);
    }

    private static SyncWindow deny(String schedule, int minutes) {
        return window(SyncWindow.Kind.DENY, schedule, minutes);
    }

    private static SyncWindow notForCommands(SyncWindow window) {
        return new SyncWindow(window.kind(), window.schedule(), window.duration(), window.zone(), false);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + ":00Z");
    }

    @Test
    void isOpenAtAnyTimeWithoutWindows() {
        Openings openings = Openings.of(List.of());
        assertThat(openings.isOpen(at("03:00"))).isTrue();
        assertThat(openings.nextChange(at("03:00"))).isEmpty();
        assertThat(openings.closedBy(at("03:00"))).isEmpty();
    }

    @Test
    void isOpenOnlyWithinAWindowThatAllowsIt() {
        Openings openings = Openings.of(List.of(allow("0 2 * * *", 60)));
        assertThat(openings.isOpen(at("01:59"))).isFalse();
        assertThat(openings.isOpen(at("02:00"))).isTrue();
        assertThat(openings.isOpen(at("02:59"))).isTrue();
        assertThat(openings.isOpen(at("03:00"))).isFalse();
        assertThat(openings.nextChange(at("01:00"))).contains(at("02:00"));
        assertThat(openings.nextChange(at("02:00"))).contains(at("03:00"));
        assertThat(openings.closedBy(at("01:59"))).contains("outside of every window");
    }

    @Test
    void isClosedWithinAWindowThatDeniesItWhateverAnotherOneAllows() {
        Openings openings = Openings.of(List.of(allow("0 0 * * *", 24 * 60), deny("0 2 * * *", 60)));
        assertThat(openings.isOpen(at("01:59"))).isTrue();
        assertThat(openings.isOpen(at("02:30"))).isFalse();
        assertThat(openings.closedBy(at("02:30"))).isEqualTo("a window denies it (0 2 * * * for 1h, UTC)");
        assertThat(openings.nextChange(at("02:30"))).contains(at("03:00"));
    }

    @Test
    void stretchesAWindowOverOneThatBeginsWithinIt() {
        Openings openings = Openings.of(List.of(deny("0 2 * * *", 60), deny("30 2 * * *", 60)));
        assertThat(openings.nextChange(at("02:10"))).contains(at("03:30"));
    }

    @Test
    void seesNoChangeWhereWindowsFollowEachOther() {
        assertThat(Openings.of(List.of(allow("0 * * * *", 60))).nextChange(at("02:10")))
                .isEmpty();
    }

    @Test
    void letsCommandsThroughWindowsThatAreNotForThem() {
        Openings denied = Openings.of(List.of(notForCommands(deny("0 2 * * *", 60))));
        assertThat(denied.isOpen(at("02:10"))).isFalse();
        assertThat(denied.isOpenForCommands(at("02:10"))).isTrue();
        Openings allowed = Openings.of(List.of(notForCommands(allow("0 2 * * *", 60))));
        assertThat(allowed.isOpen(at("04:10"))).isFalse();
        assertThat(allowed.isOpenForCommands(at("04:10"))).isTrue();
    }

    @Test
    void refusesCommandsWhereOneWindowIsForThem() {
        Openings openings = Openings.of(
                List.of(notForCommands(deny("0 2 * * *", 60)), deny("30 2 * * *", 10), allow("0 2 * * *", 60)));
        assertThat(openings.isOpenForCommands(at("02:10"))).isTrue();
        assertThat(openings.isOpenForCommands(at("02:35"))).isFalse();
        assertThat(openings.isOpenForCommands(at("04:00"))).isFalse();
    }

    @Test
    void answersAtOnceForAWindowThatBeginsEveryMinute() {
        Openings openings = Openings.of(List.of(deny("* * * * *", 60)));
        assertThat(openings.nextChange(at("02:10"))).isEmpty();
        assertThat(openings.explain(at("02:10"))).isEqualTo("a window denies it (* * * * * for 1h, UTC)");
    }

    @RepeatedTest(30)
    void agreesWithLookingAtEveryMinute(RepetitionInfo repetition) {
        // Given
        Random random = new Random(repetition.getCurrentRepetition());
        List<SyncWindow> windows = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            windows.add(new SyncWindow(
                    random.nextBoolean() ? SyncWindow.Kind.ALLOW : SyncWindow.Kind.DENY,
                    random.nextInt(60) + " " + (random.nextBoolean() ? "*/5" : random.nextInt(24)) + " * * *",
                    Duration.ofMinutes(1 + random.nextInt(600)),
                    ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "America/New_York"),
                    random.nextBoolean()));
        }
        Openings openings = Openings.of(windows);
        Instant from = Instant.parse(random.nextBoolean() ? "2026-10-24T12:00:00Z" : "2026-03-28T12:00:00Z");
        boolean[] isOpen = everyMinute(windows, from);
        for (int minute = 0; minute < 24 * 60; minute += 7) {
            // When
            Instant now = from.plusSeconds(60L * minute);
            int change = minute + 1;
            while (change < isOpen.length && isOpen[change] == isOpen[minute]) {
                change++;
            }
            Optional<Instant> expected =
                    change == isOpen.length ? Optional.empty() : Optional.of(from.plusSeconds(60L * change));
            // Then
            assertThat(openings.isOpen(now)).as(windows + " at " + now).isEqualTo(isOpen[minute]);
            if (expected.isPresent()) {
                assertThat(openings.nextChange(now))
                        .as(windows + " after " + now)
                        .isEqualTo(expected);
            }
        }
    }

    /// A window is open for as many minutes as it lasts, each time it begins.
    private static boolean[] everyMinute(List<SyncWindow> windows, Instant from) {
        int size = 3 * 24 * 60;
        boolean[] isAllowed = new boolean[size];
        boolean[] isDenied = new boolean[size];
        boolean isNothingAsked = windows.stream().noneMatch(window -> window.kind() == SyncWindow.Kind.ALLOW);
        for (SyncWindow window : windows) {
            Instant first = from.minus(window.duration());
            for (Instant start : CronSchedule.parse(window.schedule())
                    .between(first, from.plus(Duration.ofMinutes(size)), window.zone())) {
                int begin = (int) Duration.between(from, start).toMinutes();
                for (int minute = Math.max(0, begin);
                        minute < Math.min(size, begin + window.duration().toMinutes());
                        minute++) {
                    (window.kind() == SyncWindow.Kind.ALLOW ? isAllowed : isDenied)[minute] = true;
                }
            }
        }
        boolean[] isOpen = new boolean[size];
        for (int minute = 0; minute < size; minute++) {
            isOpen[minute] = !isDenied[minute] && (isNothingAsked || isAllowed[minute]);
        }
        return isOpen;
    }
}
