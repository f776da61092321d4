package io.pilothouse.repository.layout;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.core.slice.Variables;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.layout.policy.DependencyFields;
import io.pilothouse.repository.layout.policy.PolicyFields;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.SubstitutedDocuments;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads an application's own settings. The file is read twice: once for its variables, and once with them replaced, so
/// that a source's path or a chart's version may name one.
public final class ApplicationReader {
    /// The file that holds them, in the application's folder.
    public static final String FILE = "application.yaml";

    private ApplicationReader() {}

    /// @param documents without variables replaced
    public static ApplicationSpec read(
            FleetTree tree, Documents documents, ApplicationLayout application, FleetSpec fleet)
            throws DamagedTreeException {
        Optional<TreeEntry> file = tree.find(application.folder() + "/" + FILE);
        List<InputError> errors = new ArrayList<>();
        Map<String, String> own = file.isEmpty() ? Map.of() : own(tree, documents, file.get(), errors);
        Variables variables = fleet.variables()
                .with(own)
                .with(application.variables())
                .withBuiltIns(application.key(), fleet.cluster());
        Optional<Fields> found = file.isEmpty() || !errors.isEmpty()
                ? Optional.empty()
                : LayoutFile.spec(
                        tree, new SubstitutedDocuments(documents, variables), file.get(), "Application", errors);
        if (found.isEmpty()) {
            return new ApplicationSpec(
                    file, List.of(), "", variables, otherwise(application, fleet), fleet.checklist(), Map.of(), errors);
        }
        Fields spec = found.get();
        spec.notYet("objectives");
        spec.textMap("variables");
        List<SourceSpec> sources = new SourceFields(tree, application).read(spec);
        String namespace = namespace(spec, application);
        var policy = PolicyFields.read(spec, otherwise(application, fleet), application.key());
        var checklist = ChecklistFields.read(spec, fleet.checklist());
        spec.finish();
        Map<ApplicationKey, Origin> dependencies =
                errors.isEmpty() ? DependencyFields.places(spec, policy.sync().dependsOn()) : Map.of();
        return new ApplicationSpec(file, sources, namespace, variables, policy, checklist, dependencies, errors);
    }

    private static Map<String, String> own(FleetTree tree, Documents documents, TreeEntry file, List<InputError> errors)
            throws DamagedTreeException {
        return LayoutFile.spec(tree, documents, file, "Application", errors)
                .map(VariableFields::read)
                .orElse(Map.of());
    }

    /// Whose account applies is said by the narrowest: the application, then its namespace.
    private static ApplicationPolicy otherwise(ApplicationLayout application, FleetSpec fleet) {
        ApplicationPolicy policy = fleet.policy();
        return application
                .namespace()
                .map(NamespaceSpec::serviceAccount)
                .map(account -> new ApplicationPolicy(policy.sync(), policy.ignore(), policy.health(), account))
                .orElse(policy);
    }

    private static String namespace(Fields spec, ApplicationLayout application) {
        Optional<String> namespace = spec.text("namespace");
        if (namespace.isEmpty()) {
            return "";
        }
        if (application.key().layer() == Layer.APP) {
            spec.wrong("namespace", "is not for applications below app/: the folder they are in says their namespace");
        } else if (!PathNames.isLabel(namespace.get())) {
            spec.wrong("namespace", "must be a namespace's name");
        }
        return namespace.get();
    }
}
