package io.pilothouse.core.depend;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ApplicationOrderTest {
    private static ApplicationKey app(String name) {
        return new ApplicationKey("c", Layer.APP, "shop", name);
    }

    private static ApplicationKey infra(String name) {
        return new ApplicationKey("c", Layer.INFRA, "", name);
    }

    @Test
    void hasNothingAgainstAChain() {
        assertThat(ApplicationOrder.problems(Map.of(
                        app("web"), List.of(app("api"), infra("dns")),
                        app("api"), List.of(app("db")),
                        app("db"), List.of(),
                        infra("dns"), List.of())))
                .isEmpty();
    }

    @Test
    void namesAnApplicationThatIsMissing() {
        assertThat(ApplicationOrder.problems(Map.of(app("web"), List.of(app("dbb")), app("db"), List.of())))
                .containsOnlyKeys(app("web"))
                .hasValueSatisfying(new org.assertj.core.api.Condition<>(
                        text -> text.contains("app/shop/dbb, which is no application of this cluster"), "names it"));
    }

    @Test
    void namesTheCircle() {
        Map<ApplicationKey, String> problems = ApplicationOrder.problems(Map.of(
                app("a"), List.of(app("b")),
                app("b"), List.of(app("c")),
                app("c"), List.of(app("a")),
                app("waits"), List.of(app("a"))));
        assertThat(problems).containsOnlyKeys(app("a"), app("b"), app("c"));
        assertThat(problems.get(app("b"))).contains("app/shop/b → app/shop/c → app/shop/a → app/shop/b");
    }

    @Test
    void namesTheCircleOfOne() {
        assertThat(ApplicationOrder.problems(Map.of(app("a"), List.of(app("a"))))
                        .get(app("a")))
                .contains("app/shop/a → app/shop/a;");
    }

    @Test
    void refusesThatInfraWaitsForAnApp() {
        assertThat(ApplicationOrder.problems(Map.of(infra("dns"), List.of(app("a")), app("a"), List.of()))
                        .get(infra("dns")))
                .contains("the infra layer is applied before the app layer");
    }

    @RepeatedTest(100)
    void findsExactlyThoseOnACircle(RepetitionInfo repetition) {
        // Given
        Random random = new Random(repetition.getCurrentRepetition());
        int size = 1 + random.nextInt(12);
        Map<ApplicationKey, List<ApplicationKey>> dependsOn = new HashMap<>();
        for (int i = 0; i < size; i++) {
            List<ApplicationKey> needed = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                if (random.nextInt(size + 2) == 0) {
                    needed.add(app("a" + j));
                }
            }
            dependsOn.put(app("a" + i), needed);
        }
        // When
        Map<ApplicationKey, String> problems = ApplicationOrder.problems(dependsOn);
        // Then
        Set<ApplicationKey> expected = new HashSet<>();
        for (ApplicationKey application : dependsOn.keySet()) {
            if (reaches(application, application, dependsOn, new HashSet<>())) {
                expected.add(application);
            }
        }
        assertThat(problems.keySet()).isEqualTo(expected);
    }

    private static boolean reaches(
            ApplicationKey from,
            ApplicationKey goal,
            Map<ApplicationKey, List<ApplicationKey>> dependsOn,
            Set<ApplicationKey> seen) {
        for (ApplicationKey next : dependsOn.get(from)) {
            if (next.equals(goal) || (seen.add(next) && reaches(next, goal, dependsOn, seen))) {
                return true;
            }
        }
        return false;
    }
}
