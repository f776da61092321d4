package io.pilothouse.desktop.testing;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.signal.Histogram;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SourceStatus;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.state.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Makes fleets that look real: the same seed, the same fleet.
public final class FleetGen {
    public static final Instant NOW = Instant.parse("2026-11-20T14:03:20Z");
    public static final Revision HEAD = new Revision("7c1f09aa3be24d1f8c02b9d0e6f4a1b2c3d4e5f6");
    public static final Revision BEFORE = new Revision("9f3c1e2b55d04c8fa1b2c3d4e5f60718293a4b5c");

    private static final List<String> REGIONS =
            List.of("eu-west", "eu-central", "us-east", "us-west", "ap-south", "ap-northeast", "sa-east");
    private static final List<String[]> APPLICATIONS = List.of(
            new String[] {"shop", "storefront"},
            new String[] {"shop", "checkout"},
            new String[] {"shop", "payments"},
            new String[] {"data", "warehouse"},
            new String[] {"data", "stream-ingest"},
            new String[] {"ops", "ingress-nginx"},
            new String[] {"ops", "cert-manager"},
            new String[] {"web", "landing"});

    private final Random random;

    public FleetGen(long seed) {
        random = new Random(seed);
    }

    /// Three clusters as the demo has them, with something to see in each.
    public static FleetSnapshot three() {
        List<ClusterState> clusters = new ArrayList<>();
        for (String name : List.of("prod-eu-1", "prod-us-1", "staging-eu-1")) {
            clusters.add(cluster(
                    name,
                    name.startsWith("prod") ? "prod" : "staging",
                    Contact.CONNECTED,
                    NOW.minusSeconds(5_400),
                    List.of(
                            synced(name, Layer.INFRA, "", "cluster"),
                            synced(name, Layer.APP, "shop", "storefront"),
                            synced(name, Layer.APP, "shop", "checkout"),
                            synced(name, Layer.APP, "data", "warehouse"))));
        }
        ApplicationKey drifted = new ApplicationKey("prod-us-1", Layer.APP, "shop", "storefront");
        ApplicationKey failed = new ApplicationKey("staging-eu-1", Layer.APP, "shop", "checkout");
        ApplicationKey applying = new ApplicationKey("prod-eu-1", Layer.APP, "data", "warehouse");
        return with(
                snapshot(clusters),
                drifted(drifted),
                failed(failed),
                applying(applying),
                suspended(new ApplicationKey("staging-eu-1", Layer.APP, "data", "warehouse")));
    }

    public static FleetSnapshot snapshot(List<ClusterState> clusters) {
        Map<String, ClusterState> byName = new HashMap<>();
        clusters.forEach(cluster -> byName.put(cluster.name(), cluster));
        return new FleetSnapshot(1_000, byName, new LinkedHashMap<>());
    }

    /// @return the fleet with other states of some applications
    public static FleetSnapshot with(FleetSnapshot fleet, ApplicationStatus... changed) {
        Map<String, ClusterState> clusters = new HashMap<>(fleet.clusters());
        for (ApplicationStatus status : changed) {
            ClusterState before = clusters.get(status.key().cluster());
            TreeMap<ApplicationKey, ApplicationStatus> applications = new TreeMap<>(before.applications());
            applications.put(status.key(), status);
            clusters.put(
                    before.name(),
                    new ClusterState(
                            before.name(),
                            before.status(),
                            before.contact(),
                            before.contactSince(),
                            before.reportedAt(),
                            before.slice(),
                            applications));
        }
        return new FleetSnapshot(fleet.sequence(), clusters, fleet.commands());
    }

    public static ClusterState cluster(
            String name, String environment, Contact contact, Instant contactSince, List<ApplicationStatus> all) {
        TreeMap<ApplicationKey, ApplicationStatus> applications = new TreeMap<>();
        all.forEach(status -> applications.put(status.key(), status));
        ClusterStatus status = new ClusterStatus(
                "5e0c1f6a-77aa-4a43-9d0b-7d4c5b1e2f3a",
                environment,
                Map.of("region", name.replaceAll("^[a-z]+-|-?[0-9]+$", ""), "tier", "gold"),
                "v1.34.2",
                "0.1.0",
                new SourceStatus("main", HEAD, Optional.of(NOW.minusSeconds(7)), ""),
                false,
                "");
        return new ClusterState(name, status, contact, contactSince, NOW.minusSeconds(74), HEAD, applications);
    }

    public static ClusterState withContact(ClusterState before, Contact contact, Instant since) {
        return new ClusterState(
                before.name(),
                before.status(),
                contact,
                since,
                before.reportedAt(),
                before.slice(),
                before.applications());
    }

    public static ApplicationStatus synced(String cluster, Layer layer, String namespace, String name) {
        return synced(new ApplicationKey(cluster, layer, namespace, name));
    }

    public static ApplicationStatus synced(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.SYNCED,
                Health.HEALTHY,
                RunPhase.SUCCEEDED,
                HEAD,
                HEAD,
                false,
                9,
                0,
                "",
                "",
                NOW.minusSeconds(840));
    }

    public static ApplicationStatus drifted(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.OUT_OF_SYNC,
                Health.HEALTHY,
                RunPhase.SUCCEEDED,
                HEAD,
                HEAD,
                false,
                9,
                2,
                "PH-310",
                "2 fields of Deployment shop/storefront were changed by kubectl-edit; correcting is switched off",
                NOW.minusSeconds(312));
    }

    public static ApplicationStatus failed(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.OUT_OF_SYNC,
                Health.DEGRADED,
                RunPhase.FAILED,
                HEAD,
                BEFORE,
                false,
                11,
                0,
                "PH-301",
                "Deployment shop/checkout was refused: exceeded quota: compute, requested cpu=4, limited cpu=2; raise"
                        + " the quota or ask for less",
                NOW.minusSeconds(720));
    }

    public static ApplicationStatus degraded(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.SYNCED,
                Health.DEGRADED,
                RunPhase.WAITING,
                HEAD,
                HEAD,
                false,
                7,
                0,
                "PH-402",
                "2 of 3 pods of Deployment " + key.namespace() + "/" + key.name() + " cannot pull their image",
                NOW.minusSeconds(190));
    }

    public static ApplicationStatus applying(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.OUT_OF_SYNC,
                Health.PROGRESSING,
                RunPhase.RUNNING,
                HEAD,
                BEFORE,
                false,
                14,
                0,
                "",
                "",
                NOW.minusSeconds(4));
    }

    public static ApplicationStatus behind(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.OUT_OF_SYNC,
                Health.HEALTHY,
                RunPhase.QUEUED,
                HEAD,
                BEFORE,
                false,
                14,
                0,
                "",
                "",
                NOW.minusSeconds(6));
    }

    /// @return one of which deletions wait for an approval
    public static ApplicationStatus holding(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.OUT_OF_SYNC,
                Health.HEALTHY,
                RunPhase.SUCCEEDED,
                HEAD,
                HEAD,
                false,
                14,
                0,
                "PH-330",
                "12 objects left Git and would be deleted, which is more than 5 and more than 20 % of the application:"
                        + " look at the plan, then approve it.",
                NOW.minusSeconds(420));
    }

    /// @return the plan of such a one
    public static PlanReport holdingPlan(ApplicationKey key, int deletions) {
        List<PlannedObject> objects = new ArrayList<>();
        objects.add(planned("Deployment", "web", PlannedObject.Fate.UNCHANGED, new Origin("app/web.yaml", 1, 1)));
        objects.add(planned("Service", "late", PlannedObject.Fate.HELD, new Origin("app/late.yaml", 1, 1)));
        for (int i = 1; i <= deletions; i++) {
            objects.add(planned("ConfigMap", "old-" + i, PlannedObject.Fate.HELD, new Origin("", 0, 0)));
        }
        return new PlanReport(key, HEAD, HEAD, "a1b2c3d4".repeat(8), "", 0, NOW, objects);
    }

    private static PlannedObject planned(String kind, String name, PlannedObject.Fate fate, Origin origin) {
        return new PlannedObject(new ResourceKey("", kind, "shop", name), "v1", fate, "", "", List.of(), 0, origin);
    }

    public static ApplicationStatus suspended(ApplicationKey key) {
        return new ApplicationStatus(
                key,
                SyncStatus.SYNCED,
                Health.HEALTHY,
                RunPhase.IDLE,
                HEAD,
                HEAD,
                true,
                6,
                0,
                "",
                "",
                NOW.minusSeconds(86_400));
    }

    /// @return a fleet in which most is well
    public FleetSnapshot fleet(int clusters, int applications) {
        List<ClusterState> all = new ArrayList<>();
        for (int i = 0; i < clusters; i++) {
            String region = REGIONS.get(i % REGIONS.size());
            String environment = i % 5 == 4 ? "staging" : "prod";
            String name = environment + "-" + region + "-" + String.format("%04d", i / REGIONS.size() + 1);
            List<ApplicationStatus> statuses = new ArrayList<>();
            statuses.add(synced(name, Layer.INFRA, "", "cluster"));
            for (int j = 0; j + 1 < applications; j++) {
                String[] parts = APPLICATIONS.get(j % APPLICATIONS.size());
                String suffix = j < APPLICATIONS.size() ? "" : "-" + (j / APPLICATIONS.size() + 1);
                statuses.add(any(new ApplicationKey(name, Layer.APP, parts[0], parts[1] + suffix)));
            }
            int dice = random.nextInt(400);
            Contact contact = dice == 0
                    ? Contact.NEVER
                    : dice < 3 ? Contact.SILENT : dice < 6 ? Contact.DISCONNECTED : Contact.CONNECTED;
            Instant since = contact == Contact.CONNECTED
                    ? NOW.minusSeconds(3_600 + random.nextInt(80_000))
                    : NOW.minusSeconds(60 + random.nextInt(900));
            all.add(cluster(name, environment, contact, since, contact == Contact.NEVER ? List.of() : statuses));
        }
        return snapshot(all);
    }

    private ApplicationStatus any(ApplicationKey key) {
        int dice = random.nextInt(1_000);
        if (dice < 4) {
            return failed(key);
        }
        if (dice < 10) {
            return degraded(key);
        }
        if (dice < 24) {
            return drifted(key);
        }
        if (dice < 44) {
            return applying(key);
        }
        if (dice < 50) {
            return behind(key);
        }
        return dice < 58 ? suspended(key) : synced(key);
    }

    /// @return the objects of an application, two of which drifted and one of which is unwell
    public static Hub.ApplicationDetail detail(ApplicationStatus status) {
        String namespace = status.key().namespace();
        String name = status.key().name();
        String folder = "app/clusters/" + status.key().cluster() + "/" + namespace + "/" + name;
        List<FieldDrift> drift = status.drifted() == 0
                ? List.of()
                : List.of(
                        new FieldDrift(
                                "/spec/replicas",
                                DriftKind.CHANGED,
                                "3",
                                "2",
                                "kubectl-edit",
                                "Update",
                                Optional.of(NOW.minusSeconds(312))),
                        new FieldDrift(
                                "/spec/template/spec/containers[name=web]/image",
                                DriftKind.CHANGED,
                                "\"registry.example/storefront:4.12.0\"",
                                "\"registry.example/storefront:4.11.2-hotfix\"",
                                "kubectl-edit",
                                "Update",
                                Optional.of(NOW.minusSeconds(312))),
                        new FieldDrift(
                                "/metadata/annotations[deployment.kubernetes.io~1revision]",
                                DriftKind.UNOWNED,
                                "",
                                "\"7\"",
                                "kube-controller-manager",
                                "Update",
                                Optional.of(NOW.minusSeconds(310))));
        List<ObjectStatus> objects = new ArrayList<>();
        objects.add(new ObjectStatus(
                new ResourceKey("apps", "Deployment", namespace, name),
                "apps/v1",
                drift.isEmpty() ? SyncStatus.SYNCED : SyncStatus.OUT_OF_SYNC,
                status.health(),
                status.health() == Health.HEALTHY ? "" : "2 of 3 pods cannot pull their image",
                drift,
                new Origin(folder + "/deployment.yaml", 1, 1)));
        objects.add(new ObjectStatus(
                new ResourceKey("", "ConfigMap", namespace, name + "-settings"),
                "v1",
                drift.isEmpty() ? SyncStatus.SYNCED : SyncStatus.OUT_OF_SYNC,
                Health.HEALTHY,
                "",
                drift.isEmpty()
                        ? List.of()
                        : List.of(new FieldDrift(
                                "/data/timeout",
                                DriftKind.CHANGED,
                                "\"30\"",
                                "\"90\"",
                                "helm",
                                "Apply",
                                Optional.of(NOW.minusSeconds(17_400)))),
                new Origin(folder + "/settings.yaml", 1, 1)));
        for (String kind : List.of("Service", "ServiceAccount", "Secret")) {
            objects.add(plain(new ResourceKey("", kind, namespace, name), "v1", folder));
        }
        objects.add(plain(
                new ResourceKey("networking.k8s.io", "Ingress", namespace, name), "networking.k8s.io/v1", folder));
        objects.add(plain(
                new ResourceKey("networking.k8s.io", "NetworkPolicy", namespace, name),
                "networking.k8s.io/v1",
                folder));
        objects.add(plain(new ResourceKey("policy", "PodDisruptionBudget", namespace, name), "policy/v1", folder));
        objects.add(plain(
                new ResourceKey("autoscaling", "HorizontalPodAutoscaler", namespace, name), "autoscaling/v2", folder));
        return new Hub.ApplicationDetail(status, objects, Optional.of(NOW.minusSeconds(20)));
    }

    private static ObjectStatus plain(ResourceKey key, String version, String folder) {
        return new ObjectStatus(
                key,
                version,
                SyncStatus.SYNCED,
                Health.HEALTHY,
                "",
                List.of(),
                new Origin(folder + "/" + key.kind().toLowerCase(java.util.Locale.ROOT) + ".yaml", 1, 1));
    }

    public static List<FleetEvent.Recorded> history(ApplicationKey key) {
        List<FleetEvent.Recorded> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Instant seen = NOW.minusSeconds(312L + 5_000L * i);
            DriftRecord.Action action = switch (i) {
                case 0 -> DriftRecord.Action.NOTED;
                case 3 -> DriftRecord.Action.FAILED;
                default -> DriftRecord.Action.CORRECTED;
            };
            DriftRecord record = new DriftRecord(
                    key,
                    new ResourceKey("apps", "Deployment", key.namespace(), key.name()),
                    HEAD,
                    action,
                    List.of(new FieldDrift(
                            "/spec/replicas",
                            DriftKind.CHANGED,
                            "3",
                            "2",
                            "kubectl-edit",
                            "Update",
                            Optional.of(seen))),
                    seen,
                    action == DriftRecord.Action.CORRECTED ? 180 + i * 31 : 0);
            events.add(new FleetEvent.Recorded(900 - i, seen, new FleetEvent.DriftReported(record)));
        }
        return events;
    }

    /// @return an hour of signals with a gap in it
    public static List<SignalMinute> signals(long fromMinute, long untilMinute) {
        Random random = new Random(7);
        List<SignalMinute> minutes = new ArrayList<>();
        for (long minute = fromMinute; minute < untilMinute; minute++) {
            long index = minute - fromMinute;
            Histogram lead = Histogram.EMPTY;
            Histogram wait = Histogram.EMPTY;
            int changes = random.nextInt(6) == 0 ? 1 + random.nextInt(4) : 0;
            boolean isBusy = index > 38 && index < 47;
            if (isBusy) {
                changes += 3;
            }
            for (int i = 0; i < changes; i++) {
                lead = lead.with(Duration.ofMillis(2_500 + random.nextInt(isBusy ? 26_000 : 9_000)));
                wait = wait.with(Duration.ofMillis(random.nextInt(isBusy ? 6_000 : 900)));
            }
            int failed = isBusy && index % 3 == 0 ? 1 : 0;
            if (index >= 21 && index <= 26) {
                continue;
            }
            minutes.add(new SignalMinute(
                    Instant.ofEpochSecond(minute * 60),
                    new SignalMinute.Latency(lead, lead, Histogram.EMPTY),
                    new SignalMinute.Traffic(
                            Math.max(0, changes - failed), failed, 0, Math.min(4, changes), changes * 7),
                    new SignalMinute.Errors(4, isBusy ? 2 : index > 46 ? 1 : 0, isBusy ? 1 : 0, 0, failed, failed, 0),
                    new SignalMinute.Saturation(
                            wait,
                            changes,
                            400,
                            isBusy ? 0.7 + random.nextDouble() / 5 : random.nextDouble() / 6,
                            0.02)));
        }
        return minutes;
    }
}
