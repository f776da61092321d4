package io.pilothouse.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void readsEventsOfBothForms() {
        // Given
        Json.Obj old = JsonText.parse(
                "{'type':'Warning','reason':'BackOff','message':'again','count':7,"
                    + "'lastTimestamp':'2026-11-21T10:00:00Z','involvedObject':{'kind':'Pod','namespace':'shop','name':'w'}}");
        Json.Obj recent = JsonText.parse("{'type':'Normal','reason':'Pulled','eventTime':'2026-11-21T09:00:00.5Z',"
                + "'lastTimestamp':null,'series':{'count':3,'lastObservedTime':'2026-11-21T11:00:00Z'},"
                + "'involvedObject':{'kind':'Node','name':'n'}}");
        // When
        List<ObjectReport.Event> events = Events.of(List.of(old, recent, Json.Obj.EMPTY));
        // Then
        assertThat(events.get(0))
                .isEqualTo(new ObjectReport.Event(
                        Optional.of(Instant.parse("2026-11-21T11:00:00Z")), false, "Pulled", "", "Node n", 3));
        assertThat(events.get(1).about()).isEqualTo("Pod shop/w");
        assertThat(events.get(1).isWarning()).isTrue();
        assertThat(events.get(1).count()).isEqualTo(7);
        assertThat(events.get(2).at()).isEmpty();
    }
}
