package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A chart that a kustomization renders, as one entry of `helmCharts`.
///
/// @param name the chart
/// @param repository where it comes from, if it is not in the folder of charts
/// @param valuesFile instead of the chart's own values
/// @param moreValuesFiles after those
/// @param valuesInline written in place
/// @param merge which of the two wins
record ChartEntry(
        String name,
        String version,
        String repository,
        String releaseName,
        String namespace,
        Optional<Written> valuesFile,
        List<Written> moreValuesFiles,
        Json.Obj valuesInline,
        Merge merge,
        boolean includesCrds,
        boolean skipsHooks,
        boolean skipsTests,
        Optional<String> kubeVersion,
        List<String> apiVersions,
        Place place) {

    /// Which values win: those in place over those of the file, the other way round, or those in place alone.
    enum Merge {
        OVERRIDE,
        MERGE,
        REPLACE
    }

    static ChartEntry read(Entries entries) {
        entries.unsupported("debug", "has no effect here: remove it");
        entries.unsupported("devel", "is not supported: name the version");
        entries.unsupported("nameTemplate", "is not supported: set releaseName");
        String file = entries.text("valuesFile");
        ChartEntry chart = new ChartEntry(
                entries.text("name"),
                entries.text("version"),
                entries.text("repo"),
                entries.text("releaseName"),
                entries.text("namespace"),
                file.isEmpty() ? Optional.empty() : Optional.of(new Written(file, in(entries, "valuesFile"))),
                entries.texts("additionalValuesFiles"),
                entries.object("valuesInline").map(Entries::object).orElse(Json.Obj.EMPTY),
                merge(entries),
                entries.flag("includeCRDs"),
                entries.flag("skipHooks"),
                entries.flag("skipTests"),
                Optional.of(entries.text("kubeVersion")).filter(version -> !version.isEmpty()),
                entries.texts("apiVersions").stream().map(Written::text).toList(),
                entries.place());
        checkNames(entries, chart, "name", "releaseName");
        entries.finish();
        return chart;
    }

    /// @param entries one of `helmChartInflationGenerator`, the field that was there before
    /// @param homes gets the folder of charts, if one is named
    static ChartEntry readDeprecated(Entries entries, List<Written> homes) {
        for (String field : List.of("chartRepoName", "helmBin", "helmHome", "extraArgs")) {
            entries.unsupported(field, "is not supported: use helmCharts");
        }
        String home = entries.text("chartHome");
        if (!home.isEmpty()) {
            homes.add(new Written(home, in(entries, "chartHome")));
        }
        // the reference reads this field and has no use for it
        entries.unsupported("releaseNamespace", "has no effect in Kustomize: use helmCharts with namespace");
        String file = entries.text("values");
        ChartEntry chart = new ChartEntry(
                entries.text("chartName"),
                entries.text("chartVersion"),
                entries.text("chartRepoUrl"),
                entries.text("releaseName"),
                "",
                file.isEmpty() ? Optional.empty() : Optional.of(new Written(file, in(entries, "values"))),
                List.of(),
                entries.object("valuesLocal").map(Entries::object).orElse(Json.Obj.EMPTY),
                merge(entries),
                false,
                false,
                false,
                Optional.empty(),
                List.of(),
                entries.place());
        checkNames(entries, chart, "chartName", "releaseName");
        entries.finish();
        return chart;
    }

    private static void checkNames(Entries entries, ChartEntry chart, String name, String release) {
        if (chart.name().isEmpty()) {
            entries.malformed(name, "is missing: name the chart");
        }
        if (chart.releaseName().isEmpty()) {
            entries.malformed(release, "is missing: without it, every rendering would have another name");
        }
    }

    private static Merge merge(Entries entries) {
        Map<String, Merge> names =
                Map.of("", Merge.OVERRIDE, "override", Merge.OVERRIDE, "merge", Merge.MERGE, "replace", Merge.REPLACE);
        Optional<Merge> merge = Optional.ofNullable(names.get(entries.text("valuesMerge")));
        if (merge.isEmpty()) {
            entries.malformed("valuesMerge", "must be override, merge or replace");
        }
        return merge.orElse(Merge.OVERRIDE);
    }

    private static Place in(Entries entries, String field) {
        return entries.place().in(new ArrayList<>(List.of(field)));
    }
}
