package io.pilothouse.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PodsTest {
    private static final String WELL = "{'name':'web','ready':true,'state':{'running':{}}}";
    private static final String CRASHING =
            "{'name':'web','ready':false,'state':{'waiting':{'reason':'CrashLoopBackOff'}},"
                    + "'lastState':{'terminated':{'exitCode':137,'reason':'OOMKilled'}}}";
    private static final String NO_IMAGE = "{'name':'web','ready':false,'state':{'waiting':{'reason':'ErrImagePull'}}}";
    private static final String UNREADY = "{'name':'web','ready':false,'state':{'running':{}}}";
    private static final String STARTING =
            "{'name':'web','ready':false,'state':{'waiting':{'reason':'ContainerCreating'}}}";
    private static final String DONE =
            "{'name':'web','ready':false,'state':{'terminated':{'exitCode':0,'reason':'Completed'}}}";

    @Test
    void blamesTheContainerThatEndedBadlyAndItsRunBefore() {
        assertThat(worst(WELL, UNREADY, NO_IMAGE, CRASHING))
                .contains(new Pods.Culprit("pod-3", "web", "CrashLoopBackOff", true));
        assertThat(worst(WELL, UNREADY, NO_IMAGE)).contains(new Pods.Culprit("pod-2", "web", "ErrImagePull", false));
        assertThat(worst(UNREADY, WELL)).contains(new Pods.Culprit("pod-0", "web", "not ready", false));
        assertThat(worst("{'name':'job','state':{'terminated':{'exitCode':2,'reason':'Error'}}}"))
                .contains(new Pods.Culprit("pod-0", "job", "Error", false));
    }

    @Test
    void blamesNobodyWhileAllIsWellOrStarting() {
        assertThat(worst(WELL, DONE, STARTING)).isEmpty();
        assertThat(worst()).isEmpty();
    }

    @Test
    void findsPodsByTheLabelsOfTheSelector() {
        assertThat(Pods.labels(JsonText.parse("{'spec':{'selector':{'matchLabels':{'app':'web','tier':'x'}}}}")))
                .isEqualTo(Map.of("app", "web", "tier", "x"));
        assertThat(Pods.labels(JsonText.parse("{'spec':{'selector':{'app':'a-service'}}}")))
                .isEmpty();
    }

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

    private static Optional<Pods.Culprit> worst(String... containers) {
        List<Json.Obj> pods = Stream.iterate(0, i -> i < containers.length, i -> i + 1)
                .map(i -> JsonText.parse(
                        "{'metadata':{'name':'pod-" + i + "'},'status':{'containerStatuses':[" + containers[i] + "]}}"))
                .toList();
        return Pods.worst(pods);
    }
}
