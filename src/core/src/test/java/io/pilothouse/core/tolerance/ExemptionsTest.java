package io.pilothouse.core.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.policy.ObjectTarget;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ExemptionsTest {
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web");
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    private static IgnoreRule rule(ObjectTarget target, Optional<String> until, String... paths) {
        return new IgnoreRule(
                target,
                List.of(paths),
                until.map(LocalDate::parse),
                "the autoscaler sets it",
                new Origin("a.yaml", 1, 1));
    }

    private static Exemptions until(String day) {
        return Exemptions.of(List.of(rule(ObjectTarget.ALL, Optional.of(day), "/spec/replicas")));
    }

    @Test
    void concernsTheObjectsOfItsTargetOnly() {
        // Given
        Exemptions exemptions = Exemptions.of(
                List.of(rule(new ObjectTarget("apps", "Deployment", "", "w*"), Optional.empty(), "/spec/replicas")));
        // Then
        assertThat(exemptions.exempting(WEB, "/spec/replicas", NOON)).isPresent();
        assertThat(exemptions.exempting(WEB, "/spec/paused", NOON)).isEmpty();
        assertThat(exemptions.areAbout(WEB, NOON)).isTrue();
        ResourceKey api = new ResourceKey("apps", "Deployment", "shop", "api");
        assertThat(exemptions.exempting(api, "/spec/replicas", NOON)).isEmpty();
        assertThat(exemptions.areAbout(api, NOON)).isFalse();
    }

    @Test
    void holdsToTheEndOfItsLastDayInUtc() {
        // Given
        Exemptions exemptions = until("2026-06-15");
        Instant end = Instant.parse("2026-06-16T00:00:00Z");
        // Then
        assertThat(exemptions.exempting(WEB, "/spec/replicas", end.minusMillis(1)))
                .isPresent();
        assertThat(exemptions.exempting(WEB, "/spec/replicas", end)).isEmpty();
        assertThat(exemptions.nextEnd(NOON)).contains(end);
        assertThat(exemptions.nextEnd(end)).isEmpty();
        assertThat(exemptions.expired(NOON)).isEmpty();
        assertThat(exemptions.expired(end)).hasSize(1);
    }

    @Test
    void neverGivesOurLabelAway() {
        // Given
        Exemptions exemptions = Exemptions.of(List.of(rule(ObjectTarget.ALL, Optional.empty(), "/metadata")));
        // Then
        assertThat(exemptions.exempting(WEB, "/metadata/labels/other", NOON)).isPresent();
        assertThat(exemptions.exempting(WEB, Exemptions.OUR_LABEL, NOON)).isEmpty();
        assertThat(Exemptions.OUR_LABEL).isEqualTo("/metadata/labels/pilothouse.io~1application");
    }

    @RepeatedTest(500)
    void exemptsWhatAnyRuleInForceExempts(RepetitionInfo run) {
        // Given
        Random random = new Random(run.getCurrentRepetition());
        List<IgnoreRule> rules = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rules.add(rule(
                    new ObjectTarget("", random.nextBoolean() ? "Deployment" : "Service", "", ""),
                    random.nextBoolean() ? Optional.empty() : Optional.of("2026-06-1" + random.nextInt(10)),
                    random.nextBoolean() ? "/spec" : "/data"));
        }
        String path = random.nextBoolean() ? "/spec/replicas" : "/data/key";
        // When
        boolean isExempt = Exemptions.of(rules).exempting(WEB, path, NOON).isPresent();
        // Then
        assertThat(isExempt)
                .isEqualTo(rules.stream()
                        .anyMatch(rule -> rule.target().kind().equals("Deployment")
                                && path.startsWith(rule.paths().get(0))
                                && rule.until()
                                        .map(day -> !day.isBefore(LocalDate.of(2026, 6, 15)))
                                        .orElse(true)));
    }
}
