package io.pilothouse.core.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishesTest {
    private static Json.Obj annotations(String... namesAndValues) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Json.ofTexts(texts);
    }

    private static Wishes wishes(String... namesAndValues) {
        assertThat(Wishes.problems(annotations(namesAndValues))).isEmpty();
        return Wishes.of(annotations(namesAndValues));
    }

    @Test
    void asksForNothingWithoutAnnotations() {
        assertThat(wishes()).isEqualTo(Wishes.NONE);
        assertThat(wishes("example.org/owner", "x")).isEqualTo(Wishes.NONE);
    }

    @ParameterizedTest
    @CsvSource({"pilothouse.io/sync-wave, -3", "argocd.argoproj.io/sync-wave, -3", "helm.sh/hook-weight, -3"})
    void readsTheWave(String annotation, String value) {
        assertThat(wishes(annotation, value).wave()).isEqualTo(-3);
    }

    @Test
    void letsOursWin() {
        Wishes wishes = wishes(
                "pilothouse.io/sync-wave", "1",
                "argocd.argoproj.io/sync-wave", "2",
                "helm.sh/hook-weight", "3",
                "pilothouse.io/hook", "PostSync",
                "argocd.argoproj.io/hook", "PreSync",
                "helm.sh/hook", "pre-install",
                "pilothouse.io/hook-delete", "HookFailed",
                "argocd.argoproj.io/hook-delete-policy", "HookSucceeded",
                "pilothouse.io/prune", "approved",
                "argocd.argoproj.io/sync-options", "Prune=false,Replace=true",
                "kustomize.toolkit.fluxcd.io/ssa", "Ignore",
                "pilothouse.io/apply", "force");
        assertThat(wishes.wave()).isEqualTo(1);
        assertThat(wishes.hooks()).containsExactly(HookPhase.POST_SYNC);
        assertThat(wishes.hookDelete()).containsExactly(HookDelete.FAILED);
        assertThat(wishes.prune()).isEqualTo(PruneWish.APPROVED);
        assertThat(wishes.apply()).isEqualTo(ApplyMode.FORCE);
        assertThat(wishes.isSkipped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PreSync, PRE_SYNC",
        "Sync, SYNC",
        "PostSync, POST_SYNC",
        "SyncFail, SYNC_FAIL",
        "PreDelete, PRE_DELETE",
        "PostDelete, POST_DELETE"
    })
    void readsArgosHooks(String written, HookPhase phase) {
        assertThat(wishes("argocd.argoproj.io/hook", written).hooks()).containsExactly(phase);
        assertThat(wishes("pilothouse.io/hook", written).hooks()).containsExactly(phase);
    }

    @Test
    void readsSeveralMomentsOfOneHook() {
        Wishes wishes = wishes(
                "argocd.argoproj.io/hook", "PreSync, PostSync",
                "argocd.argoproj.io/hook-delete-policy", "HookSucceeded,HookFailed");
        assertThat(wishes.hooks()).isEqualTo(Set.of(HookPhase.PRE_SYNC, HookPhase.POST_SYNC));
        assertThat(wishes.hookDelete()).isEqualTo(Set.of(HookDelete.SUCCEEDED, HookDelete.FAILED));
    }

    @Test
    void deletesAHookBeforeItIsMadeAnewWhereNothingElseIsSaid() {
        assertThat(wishes("argocd.argoproj.io/hook", "Sync").hookDelete()).containsExactly(HookDelete.BEFORE_CREATION);
        assertThat(wishes().hookDelete()).isEmpty();
    }

    @Test
    void skipsOnlyWhatIsNoHookAtAnotherMoment() {
        assertThat(wishes("argocd.argoproj.io/hook", "Skip").isSkipped()).isTrue();
        assertThat(wishes("argocd.argoproj.io/hook", "Skip").prune()).isEqualTo(PruneWish.NEVER);
        assertThat(wishes("argocd.argoproj.io/hook", "Skip,PreSync"))
                .satisfies(wishes -> assertThat(wishes.isSkipped()).isFalse())
                .satisfies(wishes -> assertThat(wishes.hooks()).containsExactly(HookPhase.PRE_SYNC));
    }

    @ParameterizedTest
    @CsvSource({
        "pre-install, PRE_SYNC",
        "pre-upgrade, PRE_SYNC",
        "post-install, POST_SYNC",
        "post-upgrade, POST_SYNC",
        "pre-delete, PRE_DELETE",
        "post-delete, POST_DELETE",
        "'pre-install,pre-upgrade', PRE_SYNC",
        "'post-delete,post-rollback', POST_DELETE",
        "'Post-Install, test', POST_SYNC"
    })
    void readsHelmsHooksAsArgoDoes(String written, HookPhase phase) {
        assertThat(wishes("helm.sh/hook", written).hooks()).containsExactly(phase);
    }

    @ParameterizedTest
    @CsvSource({"test", "test-success", "pre-rollback", "post-rollback"})
    void neverMakesHelmsTestsAndRollbackHooks(String written) {
        Wishes wishes = wishes("helm.sh/hook", written);
        assertThat(wishes.isSkipped()).isTrue();
        assertThat(wishes.isHook()).isFalse();
    }

    @Test
    void takesADefinitionOfHelm2ForADefinition() {
        assertThat(wishes("helm.sh/hook", "crd-install")).isEqualTo(Wishes.NONE);
    }

    @Test
    void readsHelmsDeletePolicies() {
        assertThat(wishes(
                                "helm.sh/hook", "pre-install",
                                "helm.sh/hook-delete-policy", "before-hook-creation,hook-succeeded,hook-failed")
                        .hookDelete())
                .containsExactlyInAnyOrder(HookDelete.values());
    }

    @ParameterizedTest
    @CsvSource({
        "pilothouse.io/prune, disabled, NEVER, NEVER",
        "pilothouse.io/prune, confirm, CONFIRM, CONFIRM",
        "pilothouse.io/prune, approved, APPROVED, APPROVED",
        "helm.sh/resource-policy, keep, NEVER, NEVER",
        "kustomize.toolkit.fluxcd.io/prune, disabled, NEVER, NEVER",
        "kustomize.toolkit.fluxcd.io/prune, Disabled, NEVER, NEVER",
        "argocd.argoproj.io/sync-options, Prune=false, NEVER, NEVER",
        "argocd.argoproj.io/sync-options, Prune=confirm, CONFIRM, CONFIRM",
        "argocd.argoproj.io/sync-options, Delete=false, NONE, NEVER",
        "argocd.argoproj.io/sync-options, Delete=confirm, NONE, CONFIRM",
        "kustomize.toolkit.fluxcd.io/reconcile, disabled, NEVER, NEVER"
    })
    void readsWhatSpeaksAgainstDeleting(String annotation, String value, PruneWish prune, PruneWish removal) {
        assertThat(wishes(annotation, value).prune()).isEqualTo(prune);
        assertThat(wishes(annotation, value).removal()).isEqualTo(removal);
    }

    @ParameterizedTest
    @CsvSource({
        "pilothouse.io/apply, if-not-present, IF_NOT_PRESENT",
        "pilothouse.io/apply, replace, REPLACE",
        "pilothouse.io/apply, force, FORCE",
        "argocd.argoproj.io/sync-options, Replace=true, REPLACE",
        "argocd.argoproj.io/sync-options, 'Force=true, Replace=true', FORCE",
        "argocd.argoproj.io/sync-options, ServerSideApply=true, APPLY",
        "kustomize.toolkit.fluxcd.io/ssa, IfNotPresent, IF_NOT_PRESENT",
        "kustomize.toolkit.fluxcd.io/ssa, Merge, APPLY",
        "kustomize.toolkit.fluxcd.io/ssa, Override, APPLY",
        "kustomize.toolkit.fluxcd.io/force, enabled, FORCE"
    })
    void readsHowAnObjectIsWritten(String annotation, String value, ApplyMode mode) {
        assertThat(wishes(annotation, value).apply()).isEqualTo(mode);
    }

    @Test
    void leavesAloneWhatFluxLeavesAlone() {
        assertThat(wishes("kustomize.toolkit.fluxcd.io/reconcile", "disabled").isSkipped())
                .isTrue();
        assertThat(wishes("kustomize.toolkit.fluxcd.io/ssa", "Ignore").isSkipped())
                .isTrue();
        assertThat(wishes("kustomize.toolkit.fluxcd.io/reconcile", "enabled").isSkipped())
                .isFalse();
    }

    @Test
    void readsWhatBecomesOfDrift() {
        assertThat(wishes("pilothouse.io/drift", "notify").drift()).isEqualTo(DriftWish.NOTIFY);
        assertThat(wishes("pilothouse.io/drift", "ignore").drift()).isEqualTo(DriftWish.IGNORE);
    }

    @Test
    void letsAKindBeMissingInADryRun() {
        assertThat(wishes("argocd.argoproj.io/sync-options", "SkipDryRunOnMissingResource=true")
                        .isDryRunOptional())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "pilothouse.io/sync-wave, soon, must be a whole number",
        "argocd.argoproj.io/sync-wave, 1.5, must be a whole number",
        "helm.sh/hook-weight, '', must be a whole number",
        "pilothouse.io/hook, PreSnyc, Did you mean \"PreSync\"?",
        "argocd.argoproj.io/hook, presync, Did you mean \"PreSync\"?",
        "argocd.argoproj.io/hook, '', cannot be",
        "helm.sh/hook, pre-instal, Did you mean \"pre-install\"?",
        "pilothouse.io/hook-delete, Never, it may be BeforeHookCreation",
        "helm.sh/hook-delete-policy, HookSucceeded, it may be before-hook-creation",
        "pilothouse.io/prune, false, 'it may be approved, confirm, disabled.'",
        "pilothouse.io/drift, none, 'it may be ignore, notify.'",
        "pilothouse.io/apply, recreate, it may be force",
        "argocd.argoproj.io/sync-options, Prune=no, it may be Prune=false",
        "argocd.argoproj.io/sync-options, CreateNamespace=true, it may be",
        "argocd.argoproj.io/compare-options, Ignore, it may be IgnoreExtraneous",
        "kustomize.toolkit.fluxcd.io/ssa, merge, Did you mean \"Merge\"?",
        "kustomize.toolkit.fluxcd.io/prune, never, it may be",
        "helm.sh/resource-policy, delete, it may be keep"
    })
    void saysWhatItCannotUnderstand(String annotation, String value, String words) {
        assertThat(Wishes.problems(annotations(annotation, value)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.annotation()).isEqualTo(annotation))
                .satisfies(problem -> assertThat(problem.message()).contains(words));
    }

    @Test
    void tellsAMistakeEvenWhereAnotherAnnotationWins() {
        assertThat(Wishes.problems(annotations("pilothouse.io/sync-wave", "1", "argocd.argoproj.io/sync-wave", "one")))
                .hasSize(1);
    }

    @Test
    void cutsAValueThatIsTooLongToShow() {
        assertThat(Wishes.problems(annotations("pilothouse.io/prune", "x".repeat(10_000)))
                        .get(0)
                        .message())
                .hasSizeLessThan(300);
    }
}
