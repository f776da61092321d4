package io.pilothouse.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadPodsTest {
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web");

    private static Json.Obj pod(String name, String owner, String ownerUid, String status) {
        return JsonText.parse("""
            {'metadata':{'name':'%s','creationTimestamp':'2026-01-01T00:00:00Z','ownerReferences':[
              {'kind':'ReplicaSet','name':'%s','uid':'%s'}]},'status':%s}\
            """.formatted(name, owner, ownerUid, status));
    }

    @Test
    void findsPodsByTheSelectorOfEveryKindOfWorkload() {
        // Given
        Json.Obj live = JsonText.parse("{'spec':{'selector':{'matchLabels':{'app':'web'}}}}");
        Json.Obj old = JsonText.parse("{'spec':{'selector':{'app':'web'}}}");
        // Then
        for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")) {
            assertThat(WorkloadPods.labels(new ResourceKey("apps", kind, "shop", "web"), live))
                    .containsOnlyKeys("app");
        }
        assertThat(WorkloadPods.labels(new ResourceKey("batch", "Job", "shop", "web"), live))
                .hasSize(1);
        assertThat(WorkloadPods.labels(new ResourceKey("", "ReplicationController", "shop", "web"), old))
                .hasSize(1);
        assertThat(WorkloadPods.labels(new ResourceKey("", "Service", "shop", "web"), old))
                .isEmpty();
        assertThat(WorkloadPods.labels(new ResourceKey("argoproj.io", "Rollout", "shop", "web"), live))
                .containsOnlyKeys("app");
        assertThat(WorkloadPods.labels(new ResourceKey("policy", "PodDisruptionBudget", "shop", "web"), live))
                .isEmpty();
    }

    @Test
    void takesNoPodOfAnotherWorkloadWithTheSameLabels() {
        // Given
        Json.Obj live = JsonText.parse("{'metadata':{'uid':'u1'}}");
        Json.Obj own = pod("web-5d9f-x", "web-5d9f", "rs1", "{}");
        Json.Obj direct = pod("web-0", "web", "u1", "{}");
        Json.Obj other = pod("web-canary-77aa-x", "web-canary-77aa", "rs2", "{}");
        // Then
        assertThat(WorkloadPods.owned(WEB, live, List.of(own, direct, other))).containsExactly(own, direct);
        assertThat(WorkloadPods.owned(
                        new ResourceKey("apps", "StatefulSet", "shop", "web"), live, List.of(own, direct, other)))
                .containsExactly(direct);
        // a program's own kind may have any name, and says nothing about somebody's ReplicaSets
        assertThat(WorkloadPods.owned(
                        new ResourceKey("monitoring.coreos.com", "ServiceMonitor", "shop", "web"),
                        live,
                        List.of(own, direct, other)))
                .containsExactly(direct);
    }

    @Test
    void picksThePodThatTellsMost() {
        // Given
        Json.Obj ready = pod("a", "web-1", "r", "{'conditions':[{'type':'Ready','status':'True'}]}");
        Json.Obj starting = pod("b", "web-1", "r", "{'phase':'Pending'}");
        Json.Obj pulling = pod(
                "c",
                "web-1",
                "r",
                "{'containerStatuses':[{'name':'w','state':{'waiting':{'reason':'ErrImagePull'}}}]}");
        Json.Obj crashed = pod(
                "d",
                "web-1",
                "r",
                "{'containerStatuses':[{'name':'w','state':{'terminated':{'reason':'Error','exitCode':1}}}]}");
        // Then
        assertThat(WorkloadPods.worst(List.of(ready, starting, crashed, pulling)))
                .contains(crashed);
        assertThat(WorkloadPods.worst(List.of(ready, starting, pulling))).contains(pulling);
        assertThat(WorkloadPods.worst(List.of(ready, starting))).contains(starting);
        assertThat(WorkloadPods.worst(List.of(ready))).isEmpty();
    }
}
