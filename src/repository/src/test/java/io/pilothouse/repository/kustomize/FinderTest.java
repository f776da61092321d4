package io.pilothouse.repository.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinderTest {
    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";

    private final Kustomizing commit = new Kustomizing()
            .with("app/base/kustomization.yaml", "resources: [all.yaml]")
            .with("app/base/all.yaml", MAP)
            .with("app/base/README.md", "# Base")
            .with("app/prod/kustomization.yaml", "resources: [../base]\npatches: [{path: patch.yaml}]")
            .with("app/prod/patch.yaml", MAP);

    @Test
    void readsWhatIsNamedAndNotesWhereItLookedInVain() throws Exception {
        Reads reads = commit.reads("app/prod");

        assertThat(reads.ids())
                .containsOnlyKeys(
                        "app/base/Kustomization",
                        "app/base/all.yaml",
                        "app/base/kustomization.yaml",
                        "app/base/kustomization.yml",
                        "app/prod/Kustomization",
                        "app/prod/kustomization.yaml",
                        "app/prod/kustomization.yml",
                        "app/prod/patch.yaml")
                .containsEntry("app/base/kustomization.yml", "");
    }

    @Test
    void aFileThatNobodyNamesChangesNothing() throws Exception {
        Reads before = commit.reads("app/prod");

        assertThat(commit.with("app/base/README.md", "# Changed").reads("app/prod"))
                .isEqualTo(before);
        assertThat(commit.with("app/base/all.yaml", MAP + " ").reads("app/prod"))
                .isNotEqualTo(before);
    }

    @Test
    void theComingOfAMissingFileIsNoticed() throws Exception {
        Reads before = commit.without("app/prod/patch.yaml").reads("app/prod");

        assertThat(before.ids()).containsEntry("app/prod/patch.yaml", "");
        assertThat(commit.refusals("app/prod"))
                .containsExactly(
                        "app/prod/kustomization.yaml:2: \"patch.yaml\" does not exist: correct the path, or add"
                                + " what is missing. (PH-172)");
    }

    @Test
    void whatIsGeneratedOrConfiguredFromFilesIsRead() throws Exception {
        commit.with("app/x/kustomization.yaml", """
            resources: [all.yaml]
            configMapGenerator: [{name: m, files: [k=a.txt], envs: [b.env]}]
            configurations: [rules.yaml]
            crds: [crd.json]
            openapi: {path: schema.json}
            replacements: [{path: replacement.yaml}]
            transformers: [plugin.yaml]
            generators: [generator.yaml]
            """)
                .with("app/x/all.yaml", MAP)
                .with(
                        "app/x/plugin.yaml",
                        "{apiVersion: builtin, kind: PatchTransformer, metadata: {name: p}, path: p.yaml}")
                .with(
                        "app/x/generator.yaml",
                        "{apiVersion: builtin, kind: SecretGenerator, metadata: {name: g}, files: [s=s.txt]}");
        for (String name : new String[] {
            "a.txt", "b.env", "rules.yaml", "crd.json", "schema.json", "replacement.yaml", "p.yaml", "s.txt"
        }) {
            commit.with("app/x/" + name, "{}");
        }

        assertThat(commit.reads("app/x").ids())
                .containsKeys(
                        "app/x/a.txt",
                        "app/x/b.env",
                        "app/x/rules.yaml",
                        "app/x/crd.json",
                        "app/x/schema.json",
                        "app/x/replacement.yaml",
                        "app/x/p.yaml",
                        "app/x/s.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "../../../outside, leads outside the repository",
        "/etc/passwd, is no relative path",
        "../base/all.yaml, is outside the kustomization's folder",
        "link.yaml, is a symbolic link",
        "linked/all.yaml, leads through a symbolic link",
        "module, is a submodule",
        "nothing.yaml, does not exist"
    })
    void refusesWhatItMayNotRead(String path, String why) {
        commit.with("app/x/kustomization.yaml", "\nresources:\n  - '" + path + "'\n")
                .with("app/x/link.yaml", TreeEntry.Kind.SYMLINK)
                .with("app/x/linked", TreeEntry.Kind.SYMLINK)
                .with("app/x/module", TreeEntry.Kind.SUBMODULE);

        assertThat(commit.refusals("app/x"))
                .singleElement()
                .asString()
                .startsWith("app/x/kustomization.yaml:3: \"" + path + "\" " + why)
                .endsWith("(PH-172)");
    }

    @Test
    void refusesALinkInPlaceOfAKustomization() {
        commit.without("app/base/kustomization.yaml").with("app/base/kustomization.yaml", TreeEntry.Kind.SYMLINK);

        assertThat(commit.refusals("app/prod"))
                .anySatisfy(error -> assertThat(error)
                        .contains("The folder app/base has a kustomization that is a symbolic link")
                        .endsWith("(PH-172)"));
    }

    @ParameterizedTest
    @CsvSource({"., app/x", "../x, app/x", ".., app/x", "../y, app/x"})
    void refusesWhatLeadsBackToItself(String base, String folder) {
        commit.with("app/x/kustomization.yaml", "resources: ['" + base + "']")
                .with("app/y/kustomization.yaml", "components: [../x]")
                .with("app/kustomization.yaml", "resources: [x]");

        assertThat(commit.refusals(folder))
                .anySatisfy(error -> assertThat(error).endsWith("(PH-173)"));
    }

    @Test
    void refusesWhatIsTooDeep() {
        for (int i = 0; i < 40; i++) {
            commit.with("d" + i + "/kustomization.yaml", "resources: [../d" + (i + 1) + "]");
        }

        assertThat(commit.refusals("d0"))
                .singleElement()
                .asString()
                .contains("more than 32 deep")
                .endsWith("(PH-173)");
    }

    @Test
    void refusesBasesThatMultiplyWithoutEnd() {
        for (int i = 0; i < 30; i++) {
            commit.with("d" + i + "/kustomization.yaml", "resources: [../d%d, ../d%d]".formatted(i + 1, i + 1));
        }
        commit.with("d30/kustomization.yaml", "namePrefix: a-");

        assertThat(commit.refusals("d0"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).endsWith("(PH-173)"));
    }

    @Test
    void saysEverythingAtOnce() {
        commit.with("app/x/kustomization.yaml", "resources: [a.yaml, b.yaml, ../base]\nnamePrefx: a-\n")
                .with("app/base/kustomization.yaml", "resources: [all.yaml]\nimages: {}\n");

        assertThat(commit.refusals("app/x"))
                .extracting(error -> error.split(": ", 2)[0])
                .containsExactlyInAnyOrder(
                        "app/x/kustomization.yaml:1",
                        "app/x/kustomization.yaml:1",
                        "app/x/kustomization.yaml:2",
                        "app/base/kustomization.yaml:2");
    }

    @Test
    void followsABaseIntoAnotherRepository() throws Exception {
        MapTree there = new MapTree()
                .with("deploy/kustomization.yaml", "resources: [../lib]")
                .with("lib/kustomization.yaml", "resources: [all.yaml]")
                .with("lib/all.yaml", MAP);
        FleetTree other = new Prefixed(there, "git.example.org/org/repo@c0ffee0:");
        commit.other("https://git.example.org/org/repo", "v1", other)
                .with("app/x/kustomization.yaml", "resources: ['https://git.example.org/org/repo//deploy?ref=v1']");

        assertThat(commit.build("app/x")).containsExactly(Objects.json(MAP));
        assertThat(commit.reads("app/x").ids())
                .containsEntry("https://git.example.org/org/repo?ref=v1", "c0ffee")
                .containsKey("git.example.org/org/repo@c0ffee0:lib/all.yaml");
    }

    @Test
    void saysWhyAnotherRepositoryIsNotHere() throws Exception {
        commit.with("app/x/kustomization.yaml", "resources: ['https://git.example.org/org/repo//deploy?ref=v1']");

        assertThat(commit.refusals("app/x")).containsExactly("app/x/kustomization.yaml:1: Not fetched yet. (PH-142)");
        assertThat(commit.reads("app/x").ids()).containsEntry("https://git.example.org/org/repo?ref=v1", "");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/all.yaml, A file is not fetched",
        "https://git.example.org/org/repo?submodules=true, The parameter \"submodules\""
    })
    void refusesAddressesByWhatIsWrongWithThem(String address, String why) {
        commit.with("app/x/kustomization.yaml", "resources: ['" + address + "']");

        assertThat(commit.refusals("app/x"))
                .singleElement()
                .asString()
                .contains(why)
                .endsWith("(PH-179)");
    }
}
