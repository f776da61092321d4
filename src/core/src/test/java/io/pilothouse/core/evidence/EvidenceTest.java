package io.pilothouse.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Json.Obj CRASHING = JsonText.parse("""
        {'metadata':{'name':'web-5d9f-x'},'status':{'phase':'Running','containerStatuses':[
          {'name':'proxy','ready':true,'state':{'running':{}}},
          {'name':'web','image':'registry.example.org/web:1.2','restartCount':4,'ready':false,
           'state':{'waiting':{'reason':'CrashLoopBackOff','message':'back-off 40s'}},
           'lastState':{'terminated':{'reason':'Error','exitCode':3}}}]}}\
        """);

    private static Json.Obj event(String type, String reason, String message, String at) {
        return JsonText.parse("""
            {'type':'%s','reason':'%s','message':'%s','lastTimestamp':'%s',
             'involvedObject':{'kind':'Pod','name':'web-5d9f-x'}}\
            """.formatted(type, reason, message, at));
    }

    @Test
    void tellsImageExitCodeReasonRestartsEventAndLastLineOfTheFailingContainer() {
        // Given
        Evidence evidence = new Evidence(
                FailingContainer.in(CRASHING),
                Warning.last(List.of(event("Warning", "FailedMount", "no such volume", "2026-01-01T00:00:00Z"))),
                List.of("starting", "panic: no database", ""));
        // Then
        assertThat(evidence.clause("0 of 1 replicas are available"))
                .isEqualTo("container web: CrashLoopBackOff after Error with exit code 3: back-off 40s, image"
                        + " registry.example.org/web:1.2, pod web-5d9f-x, restarted 4 times; FailedMount of Pod"
                        + " web-5d9f-x: no such volume; its log ends with: panic: no database");
    }

    @Test
    void doesNotRepeatWhatWasSaid() {
        // Given
        FailingContainer failing = FailingContainer.in(CRASHING).orElseThrow();
        Evidence evidence = new Evidence(
                Optional.of(failing),
                Warning.last(List.of(event("Warning", "BackOff", "Back-off restarting", "2026-01-01T00:00:00Z"))),
                List.of());
        // Then
        assertThat(evidence.clause(failing.evidence()))
                .isEqualTo("image registry.example.org/web:1.2, pod web-5d9f-x, restarted 4 times");
    }

    @Test
    void hasNothingToAddWhereNothingIsKnown() {
        assertThat(Evidence.NONE.clause("it is not bound")).isEmpty();
    }

    @Test
    void takesTheNewestWarningBeforeANewerEventThatIsNone() {
        // Given
        List<Json.Obj> events = List.of(
                event("Warning", "FailedScheduling", "0/3 nodes", "2026-01-01T00:00:01Z"),
                event("Warning", "Older", "x", "2026-01-01T00:00:00Z"),
                event("Normal", "Pulled", "y", "2026-01-01T00:00:09Z"));
        // Then
        assertThat(Warning.last(events).map(Warning::reason)).contains("FailedScheduling");
        assertThat(Warning.last(events.subList(2, 3)).map(Warning::reason)).contains("Pulled");
        assertThat(Warning.last(List.of())).isEmpty();
    }

    @Test
    void readsTheNewestTimeOfEitherFormOfAnEvent() {
        // Given an event of the newer form, which repeats
        Json.Obj series = JsonText.parse("""
            {'type':'Warning','reason':'New','eventTime':'2026-01-01T00:00:00.000000Z',
             'series':{'count':3,'lastObservedTime':'2026-01-01T00:00:05.500000Z'}}\
            """);
        // Then
        assertThat(Warning.last(List.of(event("Warning", "Old", "", "2026-01-01T00:00:05Z"), series))
                        .map(Warning::reason))
                .contains("New");
    }

    @Test
    void asksForTheLogOfTheRunThatFailed() {
        // Given
        Json.Obj ended = JsonText.parse("""
            {'status':{'containerStatuses':[{'name':'job','state':{'terminated':{'reason':'Error','exitCode':1}}}]}}\
            """);
        Json.Obj pulling = JsonText.parse("""
            {'status':{'containerStatuses':[{'name':'web','state':{'waiting':{'reason':'ErrImagePull'}}}]}}\
            """);
        Json.Obj again = JsonText.parse("""
            {'status':{'phase':'Running','containerStatuses':[{'name':'web','ready':false,'state':{'running':{}},
              'lastState':{'terminated':{'reason':'OOMKilled','exitCode':137}}}]}}\
            """);
        // Then
        assertThat(FailingContainer.in(CRASHING)).hasValueSatisfying(failing -> {
            assertThat(failing.hasLog()).isTrue();
            assertThat(failing.isLogOfRunBefore()).isTrue();
        });
        assertThat(FailingContainer.in(ended)).hasValueSatisfying(failing -> {
            assertThat(failing.hasLog()).isTrue();
            assertThat(failing.isLogOfRunBefore()).isFalse();
        });
        assertThat(FailingContainer.in(again).map(FailingContainer::isLogOfRunBefore))
                .contains(true);
        assertThat(FailingContainer.in(pulling).map(FailingContainer::hasLog)).contains(false);
    }
}
