package io.pilothouse.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.fleet.FleetEvent.ContactChanged;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.Samples;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventTailTest {
    private final EventTail tail = new EventTail(5, 100);

    @Test
    void givesWhatComesAfterASequenceNumber() {
        // Given
        tail.add(events(101, 104));
        // When
        List<Recorded> after = tail.after(102, 10).orElseThrow();
        // Then
        assertThat(after).extracting(Recorded::sequence).containsExactly(103L, 104L);
    }

    @Test
    void givesNothingToWhoIsCurrentAndNoAnswerToWhoMissedTooMuch() {
        // Given
        tail.add(events(101, 110));
        // When
        tail.add(List.of());
        // Then
        assertThat(tail.head()).isEqualTo(110);
        assertThat(tail.after(110, 10)).hasValue(List.of());
        assertThat(tail.after(105, 10).orElseThrow()).hasSize(5);
        assertThat(tail.after(104, 10)).isEmpty();
    }

    @Test
    void doesNotAnswerForAnotherLedgersFuture() {
        // Given
        tail.add(events(101, 102));
        // When
        var after = tail.after(103, 10);
        // Then
        assertThat(after).isEmpty();
    }

    @Test
    void givesNoMoreThanAskedFor() {
        // Given
        tail.add(events(101, 105));
        // When
        List<Recorded> after = tail.after(100, 2).orElseThrow();
        // Then
        assertThat(after).extracting(Recorded::sequence).containsExactly(101L, 102L);
    }

    private static List<Recorded> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> new Recorded(sequence, Samples.NOON, new ContactChanged("c", Contact.CONNECTED)))
                .toList();
    }
}
