package io.pilothouse.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.health.Healthcheck;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
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
    void waitsForOneThatIsBeingDeleted() {
        assertThat(progress("batch", "Job", """
            {'metadata':{'deletionTimestamp':'2026-11-21T12:00:00Z'},
             'status':{'conditions':[{'type':'Complete','status':'True'}]}}\
            """)).isInstanceOf(HookProgress.Running.class);
    }
}
