package io.pilothouse.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CulpritTest {
    private static final String WELL = "{'name':'web','ready':true,'state':{'running':{}}}";
    private static final String CRASHING =
            "{'name':'web','ready':false,'state':{'waiting':{'reason':'CrashLoopBackOff'}},"
                    + "'lastState':{'terminated':{'exitCode':137,'reason':'OOMKilled'}}}";
    private static final String NO_IMAGE = "{'name':'web','ready':false,'state':{'waiting':{'reason':'ErrImagePull'}}}";
    private static final String UNREADY = "{'name':'web','ready':false,'state':{'running':{}}}";
    private static final String STARTING =
            "{'name':'web','ready':false,'state':{'waiting':{'reason':'ContainerCreating'}}}";

    @Test
    void blamesTheContainerThatEndedBadlyAndItsRunBefore() {
        assertThat(among(WELL, UNREADY, NO_IMAGE, CRASHING))
                .contains(new Culprit("pod-3", "web", "CrashLoopBackOff", true));
        assertThat(among(WELL, UNREADY, NO_IMAGE)).contains(new Culprit("pod-2", "web", "ErrImagePull", false));
        assertThat(among("{'name':'job','state':{'terminated':{'exitCode':2,'reason':'Error'}}}"))
                .contains(new Culprit("pod-0", "job", "Error", false));
    }

    @Test
    void blamesTheOneThatRunsAndIsNotReadyWhereNoneFails() {
        assertThat(among(UNREADY, WELL)).contains(new Culprit("pod-0", "web", "not ready", false));
    }

    @Test
    void blamesNobodyWhileAllIsWellOrStarting() {
        assertThat(among(WELL, STARTING)).isEmpty();
        assertThat(among()).isEmpty();
    }

    private static Optional<Culprit> among(String... containers) {
        List<Json.Obj> pods = Stream.iterate(0, i -> i < containers.length, i -> i + 1)
                .map(i -> JsonText.parse("{'metadata':{'name':'pod-" + i + "'},'status':{'conditions':[{'type':'Ready',"
                        + "'status':'" + (containers[i].equals(WELL) ? "True" : "False")
                        + "'}],'containerStatuses':[" + containers[i] + "]}}"))
                .toList();
        return Culprit.among(pods);
    }
}
