package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.testkit.hand.Rights;
import io.pilothouse.testkit.proxy.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Kinds that come, go and change their versions while the agent runs.
class DiscoveryIT {
    private KubeRig rig;
    private String group;

    @BeforeEach
    void start() throws Exception {
        rig = new KubeRig();
        group = rig.namespace + ".example.org";
        Rights.installKinds(rig.plane, rig.home, group, "widgets");
    }

    @AfterEach
    void stop() throws Exception {
        rig.hand
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("widgets." + group)
                .delete();
        rig.close();
    }

    private Manifest definition(String versions) {
        return KubeRig.manifest("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
             "metadata":{"name":"widgets.%1$s"},
             "spec":{"group":"%1$s","scope":"Namespaced",
              "names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"},
              "versions":[%2$s]}}
            """.formatted(group, versions));
    }

    private static String version(String name, boolean isServed, boolean isStored) {
        return """
            {"name":"%s","served":%s,"storage":%s,"schema":{"openAPIV3Schema":{"type":"object",
             "x-kubernetes-preserve-unknown-fields":true}}}
            """.formatted(name, isServed, isStored);
    }

    private Manifest widget(String version) {
        return KubeRig.manifest("""
            {"apiVersion":"%s/%s","kind":"Widget","metadata":{"namespace":"%s","name":"first"},"spec":{"size":3}}
            """.formatted(group, version, rig.namespace));
    }

    private StepOutcome apply(Manifest manifest) {
        Tenant infra = rig.infra();
        return infra.apply(manifest, ApplyMode.APPLY, false);
    }

    @Test
    void appliesAKindRightAfterItsDefinition() {
        // Given
        assertThat(apply(widget("v1"))).isInstanceOfSatisfying(StepOutcome.Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(Codes.UNKNOWN_KIND);
            assertThat(rejected.message()).contains("install the CustomResourceDefinition");
        });
        // When
        StepOutcome defined = apply(definition(version("v1", true, true)));
        rig.cluster.kindMayExist(group);
        StepOutcome applied = apply(widget("v1"));
        // Then
        assertThat(defined).isInstanceOf(StepOutcome.Applied.class);
        assertThat(applied).isInstanceOf(StepOutcome.Applied.class);
    }

    @Test
    void namesTheVersionThatIsServedInstead() {
        // Given an object in a version that goes while the agent runs
        apply(definition(version("v1", true, true) + "," + version("v2", true, false)));
        rig.cluster.kindMayExist(group);
        assertThat(apply(widget("v1"))).isInstanceOf(StepOutcome.Applied.class);
        String uid = rig.get(widget("v2")).getMetadata().getUid();
        // When
        apply(definition(version("v1", false, true) + "," + version("v2", true, false)));
        Waiting.until(() -> apply(widget("v1")) instanceof StepOutcome.Rejected);
        StepOutcome outcome = apply(widget("v1"));
        // Then
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(Codes.UNKNOWN_KIND);
            assertThat(rejected.message())
                    .contains("does not serve Widget as " + group + "/v1 any more, but as " + group + "/v2");
        });
        // and it is neither taken for gone nor lost to pruning
        ResourceKey key = widget("v1").key();
        assertThat(rig.cluster.look(key, group + "/v1")).isInstanceOf(Cluster.Look.Found.class);
        assertThat(rig.infra().delete(key, group + "/v1", uid)).isInstanceOf(StepOutcome.Deleted.class);
        Waiting.until(() -> rig.get(widget("v2")) == null);
    }

    @Test
    void goesOnWatchingWhenTheVersionGoes() {
        // Given
        apply(definition(version("v1", true, true) + "," + version("v2", true, false)));
        rig.cluster.kindMayExist(group);
        apply(widget("v1"));
        Sightings sightings = new Sightings(rig.namespace);
        rig.cluster.watchInto(sightings);
        rig.cluster.watch(new KindName(group + "/v1", "Widget"));
        Waiting.until(() -> sightings.isListed());
        // When the version goes, and with it the watch
        apply(definition(version("v1", false, true) + "," + version("v2", true, false)));
        Waiting.until(() -> apply(widget("v1")) instanceof StepOutcome.Rejected);
        rig.proxy.endWatches();
        StepOutcome changed = apply(labelled(widget("v2")));
        // Then
        assertThat(changed).isInstanceOf(StepOutcome.Applied.class);
        Waiting.until(() -> sightings.live().contains("first"));
        assertThat(sightings.gone()).isEmpty();
    }

    /// With our label, because only labelled objects are watched.
    private static Manifest labelled(Manifest manifest) {
        return Ownership.stamp(manifest, new ApplicationKey("test", Layer.INFRA, "", "base"));
    }

    @Test
    void takesNothingForGoneWhileAnAggregatedApiIsDown() {
        // Given
        rig.proxy.inject(
                asked -> asked.path().startsWith("/apis/metrics.example.org"),
                Fault.failing(503, "ServiceUnavailable", "the server is currently unable to handle the request"));
        ResourceKey key = new ResourceKey("metrics.example.org", "Gauge", rig.namespace, "x");
        // When
        Cluster.Look look = rig.cluster.look(key, "metrics.example.org/v1");
        StepOutcome deleted = rig.tenant().delete(key, "metrics.example.org/v1", "x");
        // Then
        assertThat(look)
                .isInstanceOfSatisfying(
                        Cluster.Look.Failed.class,
                        failed -> assertThat(failed.failure().message())
                                .contains("metrics.example.org/v1 does not answer", "APIService"));
        assertThat(deleted).isInstanceOf(StepOutcome.Unreachable.class);
    }

    @Test
    void namesWhereTheKindsOfAnOldGroupWent() {
        // When
        StepOutcome outcome =
                rig.tenant().apply(KubeRig.manifest("""
                    {"apiVersion":"extensions/v1beta9","kind":"Deployment",
                     "metadata":{"namespace":"%s","name":"web"}}\
                    """.formatted(rig.namespace)), ApplyMode.APPLY, false);
        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Rejected.class,
                        rejected -> assertThat(rejected.message()).contains("set apiVersion to apps/v1"));
    }

    @Test
    void waitsNoLongerThanWorthwhileForAKindThatDoesNotCome() {
        // Given
        rig.cluster.kindMayExist(group);
        long began = System.nanoTime();
        // When
        StepOutcome outcome = apply(widget("v1"));
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Rejected.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
}
