package io.pilothouse.repository.layout;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `source.helm` of an application.
final class ChartFields {
    private final FleetTree tree;
    private final ApplicationLayout application;

    ChartFields(FleetTree tree, ApplicationLayout application) {
        this.tree = tree;
        this.application = application;
    }

    Optional<SourceSpec> read(Fields helm) throws DamagedTreeException {
        Optional<String> path = helm.text("path");
        Optional<String> repository = repository(helm);
        Optional<String> name = helm.text("chart");
        Optional<String> version = helm.text("version");
        String releaseName = helm.text("releaseName").orElse(application.key().name());
        String namespace = helm.text("namespace").orElse(application.key().namespace());
        Json.Obj values = helm.content("values").orElse(Json.Obj.EMPTY);
        List<String> valuesFiles = valuesFiles(helm);
        boolean hasCrds = helm.flag("crds").orElse(true);
        boolean isSkippingHooks =
                helm.choice("hooks", List.of("run", "skip")).orElse("run").equals("skip");
        Optional<String> kubeVersion = helm.text("kubeVersion");
        List<String> apiVersions = helm.texts("apiVersions");
        helm.finish();
        Optional<String> folder = path.isPresent() ? folder(helm, path.get()) : Optional.empty();
        Optional<ChartReference> remote = repository.isEmpty() || name.isEmpty() || version.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChartReference(repository.get(), name.get(), version.get()));
        if (path.isPresent() == repository.isPresent()) {
            helm.error(
                    "PH-122",
                    path.isPresent() ? "path" : "chart",
                    "needs exactly one of path (a chart in this repository), repo (https://…) and oci (oci://…)");
        } else if (repository.isPresent()) {
            helm.requires("chart");
            helm.requires("version");
        }
        if (folder.isEmpty() && remote.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SourceSpec.Chart(
                folder,
                remote,
                releaseName,
                namespace,
                valuesFiles,
                values,
                hasCrds,
                isSkippingHooks,
                kubeVersion,
                apiVersions,
                helm.place()));
    }

    private static Optional<String> repository(Fields helm) {
        Optional<String> http = helm.text("repo");
        Optional<String> oci = helm.text("oci");
        if (http.isPresent()
                && !http.get().startsWith("https://")
                && !http.get().startsWith("http://")) {
            helm.wrong("repo", "must begin with https://; a registry is named by oci");
        }
        if (oci.isPresent() && !oci.get().startsWith("oci://")) {
            helm.wrong("oci", "must begin with oci://; a chart repository is named by repo");
        }
        if (http.isPresent() && oci.isPresent()) {
            helm.wrong("oci", "must not stand beside repo: remove one");
        }
        return http.or(() -> oci);
    }

    private Optional<String> folder(Fields helm, String written) throws DamagedTreeException {
        Optional<String> resolved = PathNames.problem(written).isPresent()
                ? Optional.empty()
                : PathNames.resolve(written, application.folder());
        Optional<TreeEntry> found = resolved.isEmpty() ? Optional.empty() : tree.find(resolved.get());
        if (found.isEmpty() || !found.get().isFolder()) {
            helm.error(
                    "PH-103",
                    "path",
                    resolved.isEmpty()
                            ? "must name a chart's folder of this repository"
                            : "names the folder " + resolved.get() + ", which this commit does not have");
            return Optional.empty();
        }
        return resolved;
    }

    private List<String> valuesFiles(Fields helm) throws DamagedTreeException {
        List<String> files = new ArrayList<>();
        for (String written : helm.texts("valuesFiles")) {
            Optional<String> resolved = PathNames.problem(written).isPresent()
                    ? Optional.empty()
                    : PathNames.resolve(written, application.folder());
            Optional<TreeEntry> found = resolved.isEmpty() ? Optional.empty() : tree.find(resolved.get());
            if (found.isEmpty() || !found.get().isFile()) {
                helm.error(
                        "PH-103",
                        "valuesFiles",
                        resolved.isEmpty()
                                ? "must name files of this repository"
                                : "names the file " + resolved.get() + ", which this commit does not have");
            } else {
                files.add(resolved.get());
            }
        }
        return files;
    }
}
