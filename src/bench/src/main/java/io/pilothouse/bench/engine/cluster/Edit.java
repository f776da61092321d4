package io.pilothouse.bench.engine.cluster;

import io.pilothouse.bench.workload.ObjectSet;
import java.net.http.HttpRequest;
import java.util.List;

/// A change of one field of a Deployment as a person makes it by hand, with a number in it that differs each time.
///
/// @param patch with `N` for the number
public record Edit(String patch) {
    /// Several, because a field of an object that is changed again and again is left alone by the agent for a
    /// while, and rightly so: these are to be taken in turn.
    public static final List<Edit> ALL = List.of(
            new Edit("{\"spec\":{\"minReadySeconds\":N}}"),
            new Edit("{\"spec\":{\"revisionHistoryLimit\":N}}"),
            new Edit("{\"spec\":{\"progressDeadlineSeconds\":1N}}"),
            new Edit("{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"prometheus.io/port\":\"N\"}}}}}"),
            container("\"image\":\"example.com/by-hand:N\""),
            container("\"imagePullPolicy\":\"Always\""),
            container("\"livenessProbe\":{\"timeoutSeconds\":1N}"),
            container("\"livenessProbe\":{\"initialDelaySeconds\":1N}"),
            container("\"readinessProbe\":{\"timeoutSeconds\":1N}"),
            container("\"readinessProbe\":{\"initialDelaySeconds\":1N}"),
            container("\"resources\":{\"limits\":{\"cpu\":\"1N\"}}"),
            container("\"resources\":{\"limits\":{\"memory\":\"1NGi\"}}"));

    /// Belongs to none of [#ALL], so that many may be changed at once besides.
    public static final Edit UNAVAILABLE =
            new Edit("{\"spec\":{\"strategy\":{\"rollingUpdate\":{\"maxUnavailable\":1}}}}");

    private static final int FIRST = 10;
    private static final int NUMBERS = 80;

    private static Edit container(String fields) {
        return new Edit(
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"podinfod\"," + fields + "}]}}}}");
    }

    /// @return the request that makes it
    /// @param round makes the number
    public HttpRequest of(Api api, String namespace, String name, int round) {
        String path = ObjectSet.collection("Deployment", namespace) + "/" + name;
        return api.strategicMerge(path, "kubectl-edit", patch.replace("N", Integer.toString(FIRST + round % NUMBERS)));
    }
}
