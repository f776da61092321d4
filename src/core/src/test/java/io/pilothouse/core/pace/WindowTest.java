package io.pilothouse.core.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static Window afterQuickAnswers(Window window, int answers) {
        Window now = window;
        for (int i = 0; i < answers; i++) {
            now = now.answered(0, QUICK, now.limit());
        }
        return now;
    }

    @Test
    void doublesInEachRoundUpToTheMostAsLongAsNothingSpeaksAgainstIt() {
        // Given
        Window first = Window.first(16, 0);
        // When / Then
        assertThat(first.limit()).isEqualTo(4);
        assertThat(afterQuickAnswers(first, 4).limit()).isEqualTo(8);
        assertThat(afterQuickAnswers(first, 12).limit()).isEqualTo(16);
        assertThat(afterQuickAnswers(first, 1000).limit()).isEqualTo(16);
    }

    @Test
    void opensByOneInEachRoundOnceItWasTooMuch() {
        // Given
        Window halved = afterQuickAnswers(Window.first(16, 0), 1000).pushedBack(SECOND);
        // When / Then
        assertThat(halved.limit()).isEqualTo(8);
        assertThat(afterQuickAnswers(halved, 9).limit()).isEqualTo(9);
        assertThat(afterQuickAnswers(halved, 1000).limit()).isEqualTo(16);
    }

    @Test
    void doesNotOpenWhileItIsNotUsed() {
        // Given
        Window window = Window.first(16, 0);
        // When
        for (int i = 0; i < 1000; i++) {
            window = window.answered(0, QUICK, 1);
        }
        // Then
        assertThat(window.limit()).isEqualTo(4);
    }

    @Test
    void halvesOnceForAllTheRequestsOfOneRound() {
        // Given
        Window open = afterQuickAnswers(Window.first(16, 0), 1000);
        // When sixteen requests of one round are refused
        Window window = open;
        for (int i = 0; i < 16; i++) {
            window = window.pushedBack(SECOND + i);
        }
        // Then
        assertThat(window.limit()).isEqualTo(8);
        assertThat(window.pushedBack(2 * SECOND).limit()).isEqualTo(4);
    }

    @Test
    void alwaysLetsOneThrough() {
        // Given
        Window window = Window.first(16, 0);
        // When
        for (int i = 1; i < 50; i++) {
            window = window.pushedBack(i * SECOND);
        }
        // Then
        assertThat(window.limit()).isEqualTo(1);
    }

    @Test
    void closesALittleWhenAnswersBecomeSlow() {
        // Given
        Window open = afterQuickAnswers(Window.first(16, 0), 1000);
        // When
        Window window = open.answered(SECOND, Duration.ofMillis(400), 16);
        // Then
        assertThat(window.limit()).isEqualTo(12);
    }

    @Test
    void takesAShortStallForNothing() {
        // Given
        Window open = afterQuickAnswers(Window.first(16, 0), 1000);
        // When
        Window window = open.answered(SECOND, Duration.ofMillis(90), 16);
        // Then
        assertThat(window.limit()).isEqualTo(16);
    }

    @Test
    void learnsThatAFarServerIsUsuallySlow() {
        // Given
        Window window = Window.first(16, 0);
        // When
        for (int i = 0; i < 1000; i++) {
            window = window.answered(i, Duration.ofMillis(800), window.limit());
        }
        // Then
        assertThat(window.limit()).isEqualTo(16);
    }

    @Test
    void staysWithinItsBoundsWhateverHappens() {
        // Given
        Random random = new Random(4);
        Window window = Window.first(7, 0);
        // When / Then
        long now = 0;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextLong(SECOND);
            window = random.nextInt(3) == 0
                    ? window.pushedBack(now)
                    : window.answered(now, Duration.ofMillis(random.nextInt(2000)), 1 + random.nextInt(7));
            assertThat(window.limit()).isBetween(1, 7);
        }
    }

    @Test
    void refusesToLetNothingThrough() {
        assertThatThrownBy(() -> Window.first(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
