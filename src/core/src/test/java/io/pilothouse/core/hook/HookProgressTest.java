package io.pilothouse.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.health.Checkup;
import io.pilothouse.core.health.Healthcheck;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HookProgressTest {
    private static HookProgress progress(String group, String kind, String live) {
        ResourceKey key = new ResourceKey(group, kind, "shop", "hook");
        Json.Obj object = JsonText.parse(live);
        return HookProgress.of(key, object, Healthcheck.assess(key, object));
    }

    @Test
    void followsAJobToItsEnd() {
        assertThat(progress("batch", "Job", "{'status':{'active':1}}")).isInstanceOf(HookProgress.Running.class);
        assertThat(progress("batch", "Job", "{'status':{'conditions':[{'type':'Complete','status':'True'}]}}"))
                .isInstanceOf(HookProgress.Succeeded.class);
        assertThat(progress("batch", "Job", """
            {'status':{'conditions':[{'type':'Failed','status':'True','reason':'BackoffLimitExceeded'}]}}\
            """))
                .isInstanceOfSatisfying(
                        HookProgress.Failed.class,
                        failed -> assertThat(failed.evidence()).contains("BackoffLimitExceeded"));
    }

    @Test
    void waitsForTheEndOfAPodAndNotForItsReadiness() {
        assertThat(progress("", "Pod", """
            {'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}}\
            """)).isInstanceOf(HookProgress.Running.class);
        assertThat(progress("", "Pod", "{'status':{'phase':'Succeeded'}}")).isInstanceOf(HookProgress.Succeeded.class);
        assertThat(progress("", "Pod", "{'status':{'phase':'Failed','message':'evicted'}}"))
                .isInstanceOf(HookProgress.Failed.class);
    }

    @Test
    void followsAWorkflow() {
        assertThat(progress("argoproj.io", "Workflow", "{}")).isInstanceOf(HookProgress.Running.class);
        assertThat(progress("argoproj.io", "Workflow", "{'status':{'phase':'Error','message':'no image'}}"))
                .isEqualTo(new HookProgress.Failed("no image"));
    }

    @Test
    void isContentWithTheHealthOfEverythingElse() {
        assertThat(progress("", "ConfigMap", "{'data':{}}")).isInstanceOf(HookProgress.Succeeded.class);
    }

    @Test
    void failsWhatMakesNoProgressForTooLong() {
        // Given
        Instant made = Instant.parse("2026-11-21T12:00:00Z");
        ResourceKey key = new ResourceKey("batch", "Job", "shop", "hook");
        Json.Obj job = JsonText.parse("""
            {'metadata':{'creationTimestamp':'2026-11-21T12:00:00Z',
              'annotations':{'pilothouse.io/progress-deadline':'90s'}},'status':{'active':1}}\
            """);
        // When
        HookProgress progress = HookProgress.of(key, job, Checkup.PLAIN.assess(key, job, Optional.empty(), made));
        // Then
        assertThat(progress.at(made.plusSeconds(89))).isInstanceOf(HookProgress.Running.class);
        assertThat(progress.at(made.plusSeconds(90)))
                .isInstanceOfSatisfying(
                        HookProgress.Failed.class,
                        failed -> assertThat(failed.evidence()).startsWith("stuck, no progress for more than 90 s"));
    }

    @Test
    void letsARuleOfTheFleetEndAPod() {
        Json.Obj pod = JsonText.parse("{'status':{'phase':'Running'}}");
        assertThat(HookProgress.judged(pod, Verdict.HEALTHY)).isInstanceOf(HookProgress.Succeeded.class);
        assertThat(HookProgress.judged(pod, Verdict.degraded("its backup is old")))
                .isEqualTo(new HookProgress.Failed("its backup is old"));
    }

    @Test
    void waitsForOneThatIsBeingDeleted() {
        assertThat(progress("batch", "Job", """
            {'metadata':{'deletionTimestamp':'2026-11-21T12:00:00Z'},
             'status':{'conditions':[{'type':'Complete','status':'True'}]}}\
            """)).isInstanceOf(HookProgress.Running.class);
    }
}
