package io.pilothouse.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.hub.ledger.AgentPosition.Resumption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentPositionTest {

    @ParameterizedTest(name = "hub has {0}, agent has {1}..{2}: continue after {3}, resync {4}")
    @CsvSource({
        "10,  1, 15, 10, false", // the usual reconnect
        "10, 11, 15, 10, false", // acknowledged reports are gone from the journal
        "10,  0,  0, 10, false", // nothing new
        "10,  0, 10, 10, false", // an empty journal that says how far it was
        "10, 11, 10, 10, false",
        "10, 16, 15, 15, true", // the hub was put back from a backup and the journal is empty
        "10,  0, 15, 15, true",
        "10, 13, 15, 12, true", // the journal dropped what the hub lacks
        "10,  1,  7, 10, true", // the journal lost its newest reports
    })
    void comparesWhatBothHave(long acked, long first, long last, long after, boolean isResync) {
        // Given
        Optional<AgentPosition> known = Optional.of(new AgentPosition("e1", acked));
        // When
        Resumption resumption = AgentPosition.resume(known, "e1", first, last);
        // Then
        assertThat(resumption.continueAfter()).isEqualTo(after);
        assertThat(resumption.isResync()).isEqualTo(isResync);
    }

    @ParameterizedTest(name = "agent has {0}..{1}: continue after {2}, resync {3}")
    @CsvSource({"1, 5, 0, false", "3, 5, 2, true", "0, 5, 5, true", "0, 0, 0, true"})
    void takesAnEpochItDoesNotKnowFromWhereTheJournalBegins(long first, long last, long after, boolean isResync) {
        // Given
        Optional<AgentPosition> known = Optional.of(new AgentPosition("e1", 99));
        // When
        Resumption resumption = AgentPosition.resume(known, "e2", first, last);
        // Then
        assertThat(resumption.continueAfter()).isEqualTo(after);
        assertThat(resumption.isResync()).isEqualTo(isResync);
        assertThat(resumption.position().epoch()).isEqualTo("e2");
    }

    @Test
    void takesAnyNumberAfterAGapThatTheJournalCannotExplain() {
        // Given
        AgentPosition known = new AgentPosition("e1", 10, true);
        // When
        Resumption resumption = AgentPosition.resume(Optional.of(known), "e1", 0, 0);
        // Then
        assertThat(resumption.position().acked()).isEqualTo(AgentPosition.ANY);
        assertThat(resumption.isResync()).isTrue();
    }
}
