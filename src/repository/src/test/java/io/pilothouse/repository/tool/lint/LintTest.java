package io.pilothouse.repository.tool.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.render.Engines;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LintTest {
    private static final String CLUSTER = "apiVersion: pilothouse.io/v1\nkind: Cluster\n";
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\n";
    private static final String SOURCE =
            "apiVersion: pilothouse.io/v1\nkind: Application\nspec:\n  source:\n    path: %s\n";

    private final MapTree tree = new MapTree()
            .with("fleet/clusters/eu.yaml", CLUSTER)
            .with("fleet/clusters/us.yaml", CLUSTER)
            .with("infra/clusters/eu/config.yaml", CONFIG.formatted("a") + "  namespace: x\n")
            .with("infra/clusters/us/config.yaml", CONFIG.formatted("a") + "  namespace: x\n");

    @Test
    void findsNothingWhereNothingIsWrong() throws Exception {
        assertThat(lint()).isEmpty();
    }

    @Test
    void saysAMistakeInASharedFolderOnceAndWhomItHits() throws Exception {
        // Given
        for (String cluster : List.of("eu", "us")) {
            tree.with("app/clusters/" + cluster + "/shop/store/application.yaml", SOURCE.formatted("app/base/store"));
        }
        tree.with("app/base/store/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: a\n");

        // When
        List<Finding> findings = lint();

        // Then
        assertThat(findings).extracting(Finding::code).containsExactly("PH-150", "PH-151");
        assertThat(findings.getLast().origin()).hasToString("app/base/store/config.yaml:4");
        assertThat(findings.getLast().hits())
                .containsExactly(new Hit("eu", "app/shop/store"), new Hit("us", "app/shop/store"));
    }

    @Test
    void joinsSentencesThatDifferInTheClustersNameOnly() throws Exception {
        // Given
        for (String cluster : List.of("eu", "us")) {
            tree.with("infra/clusters/" + cluster + "/one/application.yaml", SOURCE.formatted("infra/base/one"))
                    .with("infra/clusters/" + cluster + "/two/application.yaml", SOURCE.formatted("infra/base/two"));
        }
        tree.with("infra/base/one/a.yaml", CONFIG.formatted("of-${CLUSTER}") + "  namespace: x\n")
                .with("infra/base/two/b.yaml", CONFIG.formatted("of-${CLUSTER}") + "  namespace: x\n");

        // When
        List<Finding> findings = lint();

        // Then
        assertThat(findings).extracting(Finding::code).containsExactly("PH-160", "PH-160");
    }

    @Test
    void findsEveryWrongDependencyOnceWhereItIsWritten() throws Exception {
        // Given
        depends("infra/clusters/eu/ingress", "{application: web, layer: app, namespace: shop}");
        depends("app/clusters/eu/shop/web", "{application: ledger, namespace: billing}");
        depends("app/clusters/eu/billing/ledger", "{application: web, namespace: shop}");
        depends("app/clusters/eu/shop/cart", "{application: wbe}");

        // When
        List<Finding> findings = lint().stream()
                .filter(finding -> finding.code().equals("PH-367"))
                .toList();

        // Then
        assertThat(findings)
                .extracting(finding -> finding.origin() + ": " + finding.message())
                .containsExactlyInAnyOrder(
                        "infra/clusters/eu/ingress/application.yaml:6: dependsOn names app/shop/web, but the infra"
                            + " layer is applied before the app layer, so that both would wait for ever: remove it.",
                        "app/clusters/eu/billing/ledger/application.yaml:6: dependsOn goes round in a circle, so that"
                                + " all would wait for ever: app/billing/ledger → app/shop/web → app/billing/ledger;"
                                + " remove one of these.",
                        "app/clusters/eu/shop/cart/application.yaml:6: dependsOn names app/shop/wbe, which is no"
                                + " application of this cluster: correct the name, or add it. Did you mean"
                                + " \"app/shop/web\"?");
    }

    private void depends(String folder, String on) {
        tree.with(folder + "/a.yaml", CONFIG.formatted("a-" + folder.hashCode()))
                .with(folder + "/application.yaml", """
                    apiVersion: pilothouse.io/v1
                    kind: Application
                    spec:
                      sync:
                        dependsOn:
                          - %s
                    """.formatted(on));
    }

    @Test
    void triesTheExamplesOfHealthRulesAndNamesTheOneThatFails() throws Exception {
        // Given a rule of the fleet that is right about one example and wrong about the other, and a broken one
        tree.with("fleet/fleet.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Fleet
            spec:
              defaults:
                health:
                  - target: {group: example.org, kind: Database}
                    healthy: status.phase == 'Running'
                    examples:
                      - {object: {status: {phase: Running}}, expect: healthy}
                      - object: {status: {phase: Broken}}
                        expect: degraded
                  - target: {kind: Cache}
                    degraded: statsu.phase == 'Broken'
            """);

        // When
        List<Finding> findings = lint();

        // Then
        assertThat(findings).extracting(Finding::code).containsExactly("PH-194", "PH-193");
        assertThat(findings)
                .extracting(finding -> finding.origin().toString())
                .containsExactly("fleet/fleet.yaml:11", "fleet/fleet.yaml:13");
        assertThat(findings.getLast().message()).contains("undeclared reference to 'statsu'");
    }

    @Test
    void refusesAnObjectThatTwoApplicationsDeclare() throws Exception {
        // Given
        tree.with("app/clusters/eu/shop/one/config.yaml", CONFIG.formatted("same"))
                .with("app/clusters/eu/shop/two/config.yaml", "# below a comment\n" + CONFIG.formatted("same"));

        // When
        List<Finding> findings = lint();

        // Then
        assertThat(findings).hasSize(1);
        Finding finding = findings.getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.origin()).hasToString("app/clusters/eu/shop/two/config.yaml:2");
        assertThat(finding.message())
                .contains("ConfigMap shop/same", "app/shop/one at app/clusters/eu/shop/one/config.yaml:1");
    }

    @Test
    void warnsOfFoldersOfClustersThatTheFleetDoesNotKnow() throws Exception {
        // Given
        tree.with("app/clusters/eux/shop/config.yaml", CONFIG.formatted("b"));

        // When Then
        assertThat(lint()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("PH-161");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.origin().file()).isEqualTo("app/clusters/eux");
            assertThat(finding.message()).endsWith("Did you mean \"eu\"?");
        });
    }

    @Test
    void warnsOfAGroupThatIsNoClusters() throws Exception {
        // Given
        tree.with("fleet/groups/nobody.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Group
            spec:
              selector:
                matchLabels: {region: mars}
            """);

        // When Then
        assertThat(lint()).extracting(Finding::code).containsExactly("PH-162");
    }

    @Test
    void noticesTheTopmostFolderThatNobodyReads() throws Exception {
        // Given
        tree.with("app/base/store/one/a.yaml", CONFIG.formatted("a"))
                .with("app/base/store/two/b.yaml", CONFIG.formatted("b"))
                .with("app/base/notes/README.md", "no manifest")
                .with("app/overlays/prod/store/c.yaml", CONFIG.formatted("c"))
                .with("app/stray.yaml", CONFIG.formatted("d"));

        // When
        List<Finding> findings = lint();

        // Then
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("PH-163");
            assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        });
        assertThat(findings)
                .extracting(finding -> finding.origin().file())
                .containsExactly("app/base/store", "app/overlays/prod/store", "app/stray.yaml");
    }

    @Test
    void saysNothingOfUnreadFoldersWhereSomethingCouldNotBeRead() throws Exception {
        // Given
        tree.with("app/base/store/a.yaml", CONFIG.formatted("a")).with("infra/clusters/eu/bad.yaml", "a: [");

        // When Then
        assertThat(lint()).extracting(Finding::code).containsExactly("PH-110");
    }

    @Test
    void warnsOfFilesBelowFleetThatMeanNothing() throws Exception {
        // Given
        tree.with("fleet/clusters/asia.yml", CLUSTER)
                .with("fleet/notes.yaml", "a: b\n")
                .with("fleet/README.md", "fine")
                .with("fleet/people/who.yaml", "a: b\n");

        // When Then
        assertThat(lint())
                .extracting(finding -> finding.code() + " " + finding.origin().file())
                .containsExactly(
                        "PH-164 fleet/clusters/asia.yml", "PH-164 fleet/notes.yaml", "PH-164 fleet/people/who.yaml");
    }

    @Test
    void noticesWordsThatReadersOfYamlDisagreeAbout() throws Exception {
        // Given
        tree.with("infra/clusters/eu/odd.yaml", """
            apiVersion: example.org/v1
            kind: Odd
            metadata: {name: odd, namespace: x}
            spec:
              word: yes
              mode: 0644
              time: 12:30
              clear: true
              quoted: "no"
            """);

        // When Then
        assertThat(lint())
                .extracting(finding -> finding.code() + ":" + finding.origin().line())
                .containsExactly("PH-165:5", "PH-165:6", "PH-165:7");
    }

    @Test
    void warnsOfEnvironmentsWhoseBranchIsMissingOnlyIfAllBranchesAreKnown() throws Exception {
        // Given
        tree.with("fleet/fleet.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Fleet
            spec:
              environments:
                - {name: test, branch: main}
                - {name: prod, branch: production}
            """);

        // When Then
        assertThat(lint(new Branches(Set.of("main"), false))).isEmpty();
        assertThat(lint(new Branches(Set.of("main"), true))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("PH-166");
            assertThat(finding.message()).contains("prod", "production");
        });
    }

    @Test
    void warnsOfNamesThatDifferInCaseOnly() throws Exception {
        // Given
        tree.with("infra/clusters/eu/Config.yaml", CONFIG.formatted("b") + "  namespace: x\n");

        // When Then
        assertThat(lint()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("PH-167");
            assertThat(finding.message()).contains("infra/clusters/eu/Config.yaml");
        });
    }

    @Test
    void noticesAnApplicationThatIsCloseToItsLimit() throws Exception {
        // Given
        for (int file = 0; file < 5; file++) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 900; i++) {
                many.append("---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c%d-%d, namespace: x}}\n"
                        .formatted(file, i));
            }
            tree.with("infra/clusters/eu/many/part%d.yaml".formatted(file), many.toString());
        }

        // When Then
        assertThat(lint()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("PH-168");
            assertThat(finding.message()).contains("4,500", "5,000");
        });
    }

    @Test
    void noticesAFleetWithoutClusters() throws Exception {
        MapTree empty = new MapTree().with("fleet/fleet.yaml", "apiVersion: pilothouse.io/v1\nkind: Fleet\n");
        assertThat(Lint.of(empty, renderer(), Branches.UNKNOWN).findings())
                .extracting(Finding::code)
                .containsExactly("PH-169");
    }

    @Test
    void readsFleetWideMistakesOnce() throws Exception {
        // Given
        tree.with("fleet/fleet.yaml", "apiVersion: pilothouse.io/v1\nkind: Fleet\nspec: {variabels: {}}\n");

        // When Then
        assertThat(lint()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("PH-121");
            assertThat(finding.hits()).containsExactly(new Hit("eu", ""), new Hit("us", ""));
        });
    }

    @Test
    void doesNotCallAMistakeWhatOnlyWasNotFetched() throws Exception {
        // Given
        tree.with("app/clusters/eu/shop/store/application.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Application
            spec:
              source:
                git: {url: "https://git.example.org/store.git", ref: main}
            """);

        // When Then
        assertThat(lint()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("PH-142");
            assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        });
    }

    @Test
    void looksAtOneClusterIfAskedTo() throws Exception {
        // Given
        tree.with("infra/clusters/us/bad.yaml", "a: [").with("app/base/unread/a.yaml", CONFIG.formatted("a"));

        // When
        LintResult result = Lint.of(tree, renderer(), List.of("eu"));

        // Then
        assertThat(result.findings()).isEmpty();
        assertThat(result.clusters()).isEqualTo(1);
        assertThat(result.applications()).isEqualTo(1);
    }

    @Test
    void refusesLinksWithoutFollowingThem() throws Exception {
        // Given
        tree.with("infra/clusters/eu/link.yaml", TreeEntry.Kind.SYMLINK);

        // When Then
        assertThat(lint()).extracting(Finding::code).containsExactly("PH-101");
    }

    private List<Finding> lint() throws Exception {
        return lint(Branches.UNKNOWN);
    }

    private List<Finding> lint(Branches branches) throws Exception {
        return Lint.of(tree, renderer(), branches).findings();
    }

    private static Renderer renderer() {
        Supplies nothing = new Supplies() {
            @Override
            public Supply<FleetTree> git(GitReference reference) {
                return new Supply.Missing<>("PH-142", "Not here.");
            }

            @Override
            public Supply<ChartArchive> chart(ChartReference reference) {
                return new Supply.Missing<>("PH-142", "Not here.");
            }
        };
        return new Renderer(new ParsedDocuments(1 << 20), nothing, Engines.in(Path.of("target", "helm")));
    }
}
