package io.pilothouse.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckupTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final ResourceKey DATABASE = new ResourceKey("apps", "StatefulSet", "shop", "database");

    private static Json.Obj database(long generation, long ready) {
        return JsonText.parse("""
            {'metadata':{'generation':%d,'creationTimestamp':'2025-12-24T00:00:00Z'},'spec':{'replicas':9},
             'status':{'observedGeneration':%d,'replicas':9,'readyReplicas':%d,'updatedReplicas':9,
               'currentRevision':'a','updateRevision':'a'}}\
            """.formatted(generation, generation, ready));
    }

    private static Verdict see(Optional<Verdict> before, long ready, Instant now) {
        return Checkup.PLAIN.assess(DATABASE, database(1, ready), before, now);
    }

    @Test
    void degradesWhatMakesNoProgressForLongerThanItsKindMay() {
        // Given
        Verdict healthy = see(Optional.empty(), 9, T0);
        // When
        Verdict verdict = see(Optional.of(healthy), 3, T0);
        // Then
        assertThat(verdict.at(T0.plus(LIMIT).minusMillis(1)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plus(LIMIT)))
                .extracting(Verdict::health, Verdict::evidence)
                .containsExactly(Health.DEGRADED, "stuck, no progress for more than 10 min: 3 of 9 replicas are ready");
    }

    @Test
    void waitsNoLongerThanARuleMayWhereTheApiServersClockIsYearsAhead() {
        // Given
        ResourceKey web = new ResourceKey("networking.k8s.io", "Ingress", "shop", "web");
        Json.Obj live = JsonText.parse("{'metadata':{'creationTimestamp':'2036-01-01T00:00:00Z'}}");
        Verdict first = Checkup.PLAIN.assess(web, live, Optional.empty(), T0);
        // When it is seen again and again
        Verdict second = Checkup.PLAIN.assess(web, live, Optional.of(first), T0.plusSeconds(100));
        Verdict third = Checkup.PLAIN.assess(web, live, Optional.of(second), T0.plusSeconds(179));
        // Then
        assertThat(third.at(T0.plusSeconds(179)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(third.at(T0.plus(Checkup.LONGEST)).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void givesTimeAnewWithEveryStepForward() {
        // Given
        Verdict three = see(Optional.of(see(Optional.empty(), 9, T0)), 3, T0);
        // When
        Verdict four = see(Optional.of(three), 4, T0.plusSeconds(500));
        // Then
        assertThat(four.at(T0.plusSeconds(1_099)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(four.at(T0.plusSeconds(1_100)).health()).isEqualTo(Health.DEGRADED);
    }

    @Test
    void doesNotTakeACrashLoopForProgress() {
        // Given replicas that come and go
        Verdict verdict = see(Optional.of(see(Optional.empty(), 9, T0)), 4, T0);
        for (int second = 30; second < 600; second += 30) {
            verdict = see(Optional.of(verdict), second % 60 == 0 ? 4 : 3, T0.plusSeconds(second));
        }
        // Then
        assertThat(verdict.at(T0.plusSeconds(599)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plusSeconds(600)).health()).isEqualTo(Health.DEGRADED);
    }

    @Test
    void staysStuckUntilItGetsFurther() {
        // Given
        Verdict stuck = see(Optional.of(see(Optional.empty(), 9, T0)), 3, T0);
        // When
        Verdict again = see(Optional.of(stuck), 3, T0.plusSeconds(700));
        Verdict better = see(Optional.of(again), 5, T0.plusSeconds(800));
        // Then
        assertThat(again.at(T0.plusSeconds(700)).health()).isEqualTo(Health.DEGRADED);
        assertThat(better.at(T0.plusSeconds(800)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(see(Optional.of(better), 9, T0.plusSeconds(900)).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void givesTimeAnewToANewGeneration() {
        // Given
        Verdict stuck = see(Optional.of(see(Optional.empty(), 9, T0)), 3, T0);
        // When
        Verdict next = Checkup.PLAIN.assess(DATABASE, database(2, 3), Optional.of(stuck), T0.plusSeconds(700));
        // Then
        assertThat(next.at(T0.plusSeconds(1_299)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(next.course().generation()).isEqualTo(2);
    }

    @Test
    void knowsAfterARestartSinceWhenAnObjectIsAsItIs() {
        // Given an object whose status was last written nine minutes ago
        Json.Obj live = JsonText.parse("""
            {'metadata':{'generation':1,'creationTimestamp':'2025-12-24T00:00:00Z','managedFields':[
               {'manager':'kube-controller-manager','subresource':'status','time':'2025-12-31T23:51:00Z'}]},
             'spec':{'replicas':9},'status':{'observedGeneration':1,'readyReplicas':3}}\
            """);
        // When
        Verdict verdict = Checkup.PLAIN.assess(DATABASE, live, Optional.empty(), T0);
        // Then
        assertThat(verdict.at(T0.plusSeconds(59)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plusSeconds(60)).health()).isEqualTo(Health.DEGRADED);
    }

    @Test
    void doesNotTrustAClockThatIsAheadOfOurs() {
        // Given an object written in the future
        Json.Obj live = JsonText.parse("""
            {'metadata':{'creationTimestamp':'2027-01-01T00:00:00Z'},'spec':{'replicas':1},
             'status':{'observedGeneration':1}}\
            """);
        // When
        Verdict verdict = Checkup.PLAIN.assess(DATABASE, live, Optional.empty(), T0);
        // Then
        assertThat(verdict.at(T0.plus(LIMIT)).health()).isEqualTo(Health.DEGRADED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        apps/Deployment | {'spec':{'replicas':1,'progressDeadlineSeconds':120},'status':{'observedGeneration':1}} | 180
        apps/Deployment | {'spec':{'replicas':1},'status':{'observedGeneration':1}} | 660
        apps/Deployment | {'spec':{'replicas':1,'progressDeadlineSeconds':2147483647},'status':{'observedGeneration':1}} |
        batch/Job | {'status':{'active':1,'ready':1}} |
        batch/Job | {'status':{'active':1,'ready':0}} | 600
        /Pod | {'spec':{'restartPolicy':'Never'},'status':{'phase':'Running'}} |
        /Pod | {'spec':{'restartPolicy':'Never'},'status':{'phase':'Pending'}} | 600
        /PersistentVolumeClaim | {'status':{'phase':'Pending'}} | 600
        apiextensions.k8s.io/CustomResourceDefinition | {} | 60
        e.org/Widget | {'status':{'conditions':[{'type':'Ready','status':'Unknown'}]}} | 900
        e.org/Widget | {'metadata':{'annotations':{'pilothouse.io/progress-deadline':'2h'}},'status':{'conditions':[{'type':'Ready','status':'Unknown'}]}} | 7200
        e.org/Widget | {'metadata':{'annotations':{'pilothouse.io/progress-deadline':'90s'}},'status':{'conditions':[{'type':'Ready','status':'Unknown'}]}} | 90
        e.org/Widget | {'metadata':{'annotations':{'pilothouse.io/progress-deadline':'never'}},'status':{'conditions':[{'type':'Ready','status':'Unknown'}]}} |
        e.org/Widget | {'metadata':{'annotations':{'pilothouse.io/progress-deadline':'soon'}},'status':{'conditions':[{'type':'Ready','status':'Unknown'}]}} | 900
        """)
    void isAsPatientAsTheKindNeeds(String kind, String live, Long seconds) {
        // Given
        int slash = kind.indexOf('/');
        ResourceKey key = new ResourceKey(kind.substring(0, slash), kind.substring(slash + 1), "shop", "a");
        // When
        Verdict verdict = Checkup.PLAIN.assess(key, JsonText.parse(live), Optional.empty(), T0);
        // Then
        assertThat(verdict.health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.later().map(later -> Duration.between(T0, later.at()).toSeconds()))
                .isEqualTo(Optional.ofNullable(seconds));
    }

    /// Against the definition: stuck is what shows no new best of its generation within the limit.
    @Test
    void agreesWithTheDefinitionOnRandomCourses() {
        Random random = new Random(4);
        for (int round = 0; round < 2_000; round++) {
            Optional<Verdict> before = Optional.of(see(Optional.empty(), 9, T0));
            long best = -1;
            long generation = 1;
            Instant bestAt = T0;
            Instant now = T0;
            for (int step = 0; step < 20; step++) {
                now = now.plusSeconds(random.nextInt(400));
                boolean isNext = random.nextInt(6) == 0;
                long ready = random.nextInt(10);
                generation += isNext ? 1 : 0;
                best = isNext ? -1 : best;
                if (ready > best) {
                    best = ready;
                    bestAt = now;
                }
                Verdict verdict = Checkup.PLAIN.assess(DATABASE, database(generation, ready), before, now);
                before = Optional.of(verdict);
                if (ready == 9) {
                    assertThat(verdict.at(now).health()).isEqualTo(Health.HEALTHY);
                    best = -1;
                } else {
                    boolean isStuck = !now.isBefore(bestAt.plus(LIMIT));
                    assertThat(verdict.at(now).health()).isEqualTo(isStuck ? Health.DEGRADED : Health.PROGRESSING);
                }
            }
        }
    }
}
