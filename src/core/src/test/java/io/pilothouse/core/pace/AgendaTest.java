package io.pilothouse.core.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgendaTest {
    @Test
    void knowsWhatIsDueAsAListOfAllTimesWould() {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            Random random = new Random(seed);
            Agenda<String> agenda = new Agenda<>();
            Map<String, Instant> all = new HashMap<>();
            for (int step = 0; step < 100; step++) {
                // When
                String what = "" + random.nextInt(12);
                Instant at = Instant.ofEpochSecond(random.nextInt(20));
                if (random.nextInt(3) == 0) {
                    all.remove(what);
                    agenda.set(what, Optional.empty());
                } else {
                    all.put(what, at);
                    agenda.set(what, Optional.of(at));
                }
                // Then
                Instant now = Instant.ofEpochSecond(random.nextInt(20));
                List<String> due = all.keySet().stream()
                        .filter(key -> !now.isBefore(all.getOrDefault(key, Instant.MAX)))
                        .toList();
                assertThat(agenda.due(now)).containsExactlyInAnyOrderElementsOf(due);
                assertThat(agenda.first(now)).isEqualTo(agenda.due(now).stream().findFirst());
                assertThat(agenda.next()).isEqualTo(all.values().stream().min(Instant::compareTo));
            }
        }
    }
}
