package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.repository.layout.field.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `dependsOn`: applications of the same cluster, in the same layer and namespace where nothing else is said.
public final class DependencyFields {
    private static final int MOST = 100;

    private DependencyFields() {}

    /// Where a file names them, for whoever finds out later that one is wrong.
    ///
    /// @param spec in which everything was found to be right
    /// @param dependencies as they were read from it
    public static Map<ApplicationKey, Origin> places(Fields spec, List<ApplicationKey> dependencies) {
        List<Fields> written =
                spec.object("sync").map(sync -> sync.objects("dependsOn")).orElse(List.of());
        Map<ApplicationKey, Origin> places = new HashMap<>();
        for (int i = 0; i < Math.min(written.size(), dependencies.size()); i++) {
            places.putIfAbsent(dependencies.get(i), written.get(i).origin("application"));
        }
        return places;
    }

    static List<ApplicationKey> read(Fields sync, ApplicationKey application) {
        List<ApplicationKey> found = new ArrayList<>();
        for (Fields one : sync.objects("dependsOn")) {
            Optional<String> name = one.required("application");
            Layer layer = one.choice("layer", List.of("infra", "app"))
                    .map(word -> word.equals("infra") ? Layer.INFRA : Layer.APP)
                    .orElse(application.layer());
            Optional<String> namespace = one.text("namespace");
            one.finish();
            if (layer == Layer.INFRA && namespace.isPresent()) {
                one.wrong("namespace", "is not for applications of the infra layer, which have none");
            } else if (layer == Layer.APP && namespace.isEmpty() && application.layer() == Layer.INFRA) {
                one.wrong("layer", "must be infra: infra is applied before app, so it cannot wait for it");
            } else if (name.isPresent()) {
                String where = layer == Layer.INFRA ? "" : namespace.orElse(application.namespace());
                found.add(new ApplicationKey(application.cluster(), layer, where, name.get()));
            }
        }
        if (found.contains(application)) {
            sync.wrong("dependsOn", "names the application itself");
        }
        if (found.size() > MOST) {
            sync.wrong("dependsOn", "must not name more than " + MOST + " applications");
        }
        return found;
    }
}
