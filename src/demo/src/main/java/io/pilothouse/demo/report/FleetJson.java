package io.pilothouse.demo.report;

import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.json.CanonicalJson;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.status.ApplicationStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/// The fleet and the figures for programs: clusters → applications → sync, health, revision. Names are keys, so that a
/// script asks for `.clusters["prod-eu-1"].applications["app/shop/storefront"].sync`.
public final class FleetJson {
    private FleetJson() {}

    public static String write(Report report, Figures figures) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        fields.put("settled", new Json.Bool(report.isSettled()));
        fields.put("reasons", texts(report.reasons()));
        fields.put("clusters", clusters(report));
        fields.put("figures", figures(figures));
        return CanonicalJson.write(new Json.Obj(fields));
    }

    private static Json clusters(Report report) {
        SequencedMap<String, Json> clusters = new LinkedHashMap<>();
        for (String name : report.clusters()) {
            clusters.put(name, cluster(report.snapshot().cluster(name).orElseGet(() -> ClusterState.unknown(name))));
        }
        return new Json.Obj(clusters);
    }

    private static Json cluster(ClusterState cluster) {
        SequencedMap<String, Json> applications = new LinkedHashMap<>();
        cluster.applications().forEach((key, application) -> applications.put(key.path(), application(application)));
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        fields.put("contact", new Json.Text(cluster.contact().name()));
        fields.put("revision", new Json.Text(cluster.slice().id()));
        fields.put("kubernetesVersion", new Json.Text(cluster.status().kubernetesVersion()));
        fields.put("applications", new Json.Obj(applications));
        return new Json.Obj(fields);
    }

    private static Json application(ApplicationStatus application) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        fields.put("sync", new Json.Text(application.sync().name()));
        fields.put("health", new Json.Text(application.health().name()));
        fields.put("revision", new Json.Text(application.applied().id()));
        fields.put("objects", Json.Num.of(application.objects()));
        fields.put("message", new Json.Text(application.message()));
        return new Json.Obj(fields);
    }

    private static Json figures(Figures figures) {
        SequencedMap<String, Json> agents = new LinkedHashMap<>();
        figures.agentMegabytes().forEach((cluster, megabytes) -> agents.put(cluster, Json.Num.of(megabytes)));
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        fields.put("untilSyncedSeconds", number(figures.untilSyncedSeconds()));
        fields.put("commitToLiveSeconds", number(figures.commitToLiveSeconds()));
        fields.put("driftDetectionSeconds", number(figures.driftDetectionSeconds()));
        fields.put("driftCorrectionSeconds", number(figures.driftCorrectionSeconds()));
        fields.put("hubMegabytes", Json.Num.of(figures.hubMegabytes()));
        fields.put("agentMegabytes", new Json.Obj(agents));
        return new Json.Obj(fields);
    }

    private static Json number(OptionalDouble figure) {
        return figure.isEmpty()
                ? Json.Null.NULL
                : new Json.Num(BigDecimal.valueOf(figure.getAsDouble()).setScale(3, RoundingMode.HALF_UP));
    }

    private static Json texts(List<String> texts) {
        return new Json.Arr(texts.stream().<Json>map(Json.Text::new).toList());
    }
}
