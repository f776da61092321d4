package io.pilothouse.repository.tool.lint;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.depend.ApplicationOrder;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ApplicationSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks at what the applications of one cluster wait for: what is not there, and what goes round in a circle. Each
/// mistake is found once, where it is written.
final class DependencyLint {
    /// The code with which the agent says the same, when it is too late.
    private static final String CODE = "PH-367";

    private final Report report;
    private final Map<ApplicationKey, List<ApplicationKey>> dependsOn = new TreeMap<>();
    private final Map<ApplicationKey, Written> written = new TreeMap<>();

    /// @param otherwise where the application is declared
    private record Written(Map<ApplicationKey, Origin> dependencies, Origin otherwise) {
        Origin of(ApplicationKey needed) {
            return Optional.ofNullable(dependencies.get(needed)).orElse(otherwise);
        }
    }

    DependencyLint(Report report) {
        this.report = report;
    }

    void take(ApplicationLayout application, ApplicationSpec spec) {
        dependsOn.put(application.key(), spec.policy().sync().dependsOn());
        written.put(application.key(), new Written(spec.dependencies(), application.origin()));
    }

    /// Says what is wrong, once all applications were taken.
    void look() {
        for (ApplicationOrder.Flaw flaw : ApplicationOrder.flaws(dependsOn)) {
            ApplicationKey key = flaw.application();
            Origin origin = Optional.ofNullable(written.get(key)).orElseThrow().of(flaw.needed());
            report.add(
                    Severity.ERROR, List.of(new InputError(CODE, origin, flaw.sentence())), key.cluster(), key.path());
        }
    }
}
