package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.Found.Part;
import io.pilothouse.repository.kustomize.file.PatchEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.generate.Generator;
import io.pilothouse.repository.kustomize.generate.GeneratorArguments;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows what kustomizations name, from one to the next: the first step. Notes what is wrong and goes on.
final class Finder {
    static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final int DEEPEST = 32;
    private static final int MOST_KUSTOMIZATIONS = 1_000;

    private final Documents documents;
    private final Supplies supplies;
    private final Charts charts;
    private final Reads.Builder reads = new Reads.Builder();
    private final List<InputError> errors = new ArrayList<>();
    private final Volume volume = new Volume();
    private int kustomizations;

    Finder(Documents documents, Supplies supplies, Charts charts) {
        this.documents = documents;
        this.supplies = supplies;
        this.charts = charts;
    }

    Reads reads() {
        return reads.build();
    }

    List<InputError> errors() {
        return errors;
    }

    /// A folder on the way to what is looked for.
    ///
    /// @param from what led here, empty for the first
    private record Step(FleetTree tree, String folder, Optional<Step> from) {
        int depth() {
            return 1 + from.map(Step::depth).orElse(0);
        }

        /// Kustomize refuses a base that contains its overlay, because it could contain itself.
        boolean isAround(Step other) {
            boolean isHere = tree.prefix().equals(other.tree.prefix()) && FolderFiles.isBelow(other.folder, folder);
            return isHere || from.map(step -> step.isAround(other)).orElse(false);
        }
    }

    /// @return the kustomization; if empty, the errors say why
    Optional<Found> find(FleetTree tree, String folder) throws DamagedTreeException {
        Origin origin = new Origin(tree.prefix() + folder, 1, 1);
        return find(new Step(tree, folder, Optional.empty()), origin);
    }

    private Optional<Found> find(Step step, Origin origin) throws DamagedTreeException {
        FleetTree tree = step.tree();
        List<TreeEntry> found = new ArrayList<>();
        for (String name : NAMES) {
            String path = step.folder().isEmpty() ? name : step.folder() + "/" + name;
            Optional<TreeEntry> entry = tree.find(path);
            if (entry.isPresent()) {
                reads.add(tree, entry.get());
                found.add(entry.get());
            } else {
                reads.missing(tree, path);
            }
        }
        if (found.size() != 1 || !found.getFirst().isFile()) {
            String why = found.isEmpty()
                    ? "holds no kustomization.yaml: add one, or name its files one by one"
                    : found.size() > 1
                            ? "holds more than one kustomization: remove all but kustomization.yaml"
                            : "has a kustomization that is " + FolderFiles.kind(found.getFirst());
            errors.add(new InputError(
                    "PH-172", origin, "The folder " + FolderFiles.shown(shownFolder(step)) + " " + why + "."));
            return Optional.empty();
        }
        TreeEntry entry = found.getFirst();
        if (!volume.isEnoughFor(tree, entry, Place.ofFile(tree.prefix() + entry.path()), errors)) {
            return Optional.empty();
        }
        String path = tree.prefix() + entry.path();
        YamlFile parsed = documents.parse(tree, entry);
        errors.addAll(parsed.errors(path));
        if (!parsed.isUsable()) {
            return Optional.empty();
        }
        if (parsed.documents().size() != 1 || !(parsed.documents().getFirst().content() instanceof Json.Obj content)) {
            errors.add(new InputError(
                    "PH-171",
                    new Origin(path, 1, 1),
                    "A kustomization must be one document with fields, see its docs."));
            return Optional.empty();
        }
        YamlDocument document = parsed.documents().getFirst();
        Place place = new Place(path, document, List.of());
        return Optional.of(follow(step, entry.name(), KustomizationReader.read(content, place, errors)));
    }

    private void checkKind(Part part, boolean isWantedComponent) {
        boolean isComponent =
                part instanceof Part.Kustomization below && below.found().file().isComponent();
        Written name = switch (part) {
            case Part.File file -> file.written();
            case Part.Kustomization below -> below.written();
            case Part.Inline inline -> inline.written();
        };
        if (isComponent != isWantedComponent) {
            errors.add(new InputError(
                    "PH-171",
                    name.place().origin(),
                    "\"" + FolderFiles.shown(name.text()) + "\" is "
                            + (isComponent
                                    ? "a component: name it in \"components\"."
                                    : "no component: name it in \"resources\".")));
        }
    }

    private static String shownFolder(Step step) {
        return step.tree().prefix() + (step.folder().isEmpty() ? "." : step.folder());
    }

    private Found follow(Step step, String name, KustomizationFile file) throws DamagedTreeException {
        FolderFiles files = new FolderFiles(step.tree(), step.folder(), reads, errors, volume);
        KustomizationFile.Names names = file.names();
        List<Part> resources = parts(step, files, names.resources());
        resources.forEach(part -> checkKind(part, false));
        List<Part> components = parts(step, files, names.components());
        components.forEach(part -> checkKind(part, true));
        List<Written> needed = new ArrayList<>(names.crds());
        needed.addAll(names.configurations());
        names.openApi().ifPresent(needed::add);
        for (GeneratorArguments generator : file.generators()) {
            needed.addAll(Generator.files(generator));
        }
        file.patches().stream().map(PatchEntry::path).flatMap(Optional::stream).forEach(needed::add);
        file.patchesJson6902().stream()
                .map(PatchEntry::path)
                .flatMap(Optional::stream)
                .forEach(needed::add);
        file.patchesStrategicMerge().stream()
                .filter(one -> !isInline(one.text()))
                .forEach(needed::add);
        for (KustomizationFile.Item replacement : file.replacements()) {
            replacement
                    .content()
                    .text("path")
                    .ifPresent(path ->
                            needed.add(new Written(path, replacement.place().in(List.of("path")))));
        }
        List<Part> generators = plugins(step, files, names.generators(), needed);
        List<Part> transformers = plugins(step, files, names.transformers(), needed);
        List<Part> validators = plugins(step, files, names.validators(), needed);
        for (Written one : needed) {
            files.file(one);
        }
        List<Ingredients> ordered = new ArrayList<>();
        for (ChartEntry chart : file.charts().entries()) {
            Optional<Ingredients> found = new ChartOrders(step.tree(), files, charts)
                    .find(file.charts().home(), chart);
            if (found.isPresent()) {
                reads.addAll(found.get().reads());
                ordered.add(found.get());
            }
        }
        return new Found(
                step.tree(),
                step.folder(),
                name,
                file,
                resources,
                components,
                files.files(),
                ordered,
                generators,
                transformers,
                validators);
    }

    /// A text is an object rather than a path if it has fields.
    static boolean isInline(String text) {
        return text.contains("\n") || text.contains(": ") || text.startsWith("{");
    }

    private List<Part> parts(Step step, FolderFiles files, List<Written> names) throws DamagedTreeException {
        List<Part> parts = new ArrayList<>();
        for (Written name : names) {
            part(step, files, name).ifPresent(parts::add);
        }
        return parts;
    }

    private Optional<Part> part(Step step, FolderFiles files, Written name) throws DamagedTreeException {
        Optional<RemoteAddress> remote = RemoteAddress.parse(name.text());
        if (RemoteAddress.isFile(name.text())) {
            refuseRemote(name, "A file is not fetched by its address: commit it, or name a folder of a repository.");
            return Optional.empty();
        }
        if (remote.isPresent() && name.text().contains("://")) {
            return remote(step, name, remote.get());
        }
        Optional<String> path = remote.isPresent()
                ? Optional.of(step.folder().isEmpty() ? name.text() : step.folder() + "/" + name.text())
                : files.path(name);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<TreeEntry> entry =
                path.get().isEmpty() ? Optional.empty() : step.tree().find(path.get());
        if (path.get().isEmpty() || entry.map(TreeEntry::isFolder).orElse(false)) {
            return folder(step, name, new Step(step.tree(), path.get(), Optional.of(step)));
        }
        if (entry.isPresent()) {
            return files.read(name, entry.get()).map(file -> new Part.File(name, file));
        }
        if (remote.isPresent()) {
            return remote(step, name, remote.get());
        }
        files.missing(name, path.get());
        return Optional.empty();
    }

    private Optional<Part> folder(Step from, Written name, Step to) throws DamagedTreeException {
        if (from.isAround(to)) {
            errors.add(new InputError(
                    "PH-173",
                    name.place().origin(),
                    "\"" + FolderFiles.shown(name.text()) + "\" contains what names it: a base must not be above its"
                            + " overlay, nor lead back to it."));
            return Optional.empty();
        }
        if (to.depth() > DEEPEST || ++kustomizations > MOST_KUSTOMIZATIONS) {
            errors.add(new InputError(
                    "PH-173",
                    name.place().origin(),
                    "Kustomizations name each other more than " + DEEPEST + " deep, or more than " + MOST_KUSTOMIZATIONS
                            + " times."));
            return Optional.empty();
        }
        return find(to, name.place().origin()).map(found -> new Part.Kustomization(name, found));
    }

    private Optional<Part> remote(Step step, Written name, RemoteAddress address) throws DamagedTreeException {
        if (address.unsupported().isPresent()) {
            refuseRemote(
                    name,
                    "The parameter \"" + address.unsupported().get()
                            + "\" of an address is not supported: remove it, only \"ref\" and \"version\" are.");
            return Optional.empty();
        }
        String supply = address.git().url() + "?ref=" + address.git().ref();
        return switch (supplies.git(address.git())) {
            case Supply.Here<FleetTree>(FleetTree tree, String id) -> {
                reads.supply(supply, id);
                FolderFiles there = new FolderFiles(tree, "", reads, errors, volume);
                Optional<String> path = there.path(new Written("./" + address.path(), name.place()));
                yield path.isEmpty()
                        ? Optional.empty()
                        : folder(step, name, new Step(tree, path.get(), Optional.of(step)));
            }
            case Supply.Missing<FleetTree>(String code, String why) -> {
                reads.supply(supply, "");
                errors.add(new InputError(code, name.place().origin(), why));
                yield Optional.empty();
            }
        };
    }

    private void refuseRemote(Written name, String why) {
        errors.add(new InputError("PH-179", name.place().origin(), why));
    }

    /// The configurations of plugins may name files in their turn, relative to the kustomization.
    private List<Part> plugins(Step step, FolderFiles files, List<Written> names, List<Written> needed)
            throws DamagedTreeException {
        List<Part> parts = new ArrayList<>();
        for (Written name : names) {
            if (isInline(name.text())) {
                parts.add(new Part.Inline(name));
            } else {
                part(step, files, name).ifPresent(parts::add);
            }
        }
        for (Part part : parts) {
            PluginFiles.of(part, step.tree(), documents).forEach(needed::add);
        }
        return parts;
    }
}
