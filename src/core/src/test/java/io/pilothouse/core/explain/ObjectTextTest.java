package io.pilothouse.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectTextTest {
    private static final ApplicationKey WEB = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "web");
    private static final ResourceKey KEY = new ResourceKey("apps", "Deployment", "shop", "web");

    @Test
    void saysWhatKeepsItFromWorkingFirstAndTheObjectLast() {
        // Given
        ObjectReport report = new ObjectReport(
                WEB,
                KEY,
                "{\"kind\":\"Deployment\",\"spec\":{\"args\":[\"a{,\\\"b\",2],\"none\":{},\"replicas\":2}}",
                Optional.of(new PlannedObject(
                        KEY,
                        "apps/v1",
                        PlannedObject.Fate.CONFIGURED,
                        "",
                        "",
                        List.of(new Change("/spec/replicas", "2", "3")),
                        0,
                        new Origin("app/web.yaml", 1, 1))),
                List.of(new ObjectReport.Event(
                        Optional.of(Instant.parse("2026-11-21T10:00:00.5Z")),
                        true,
                        "BackOff",
                        "restarting",
                        "Pod shop/web-1",
                        7)),
                Optional.of(new ObjectReport.LogTail("web-1", "web", "CrashLoopBackOff", true, List.of("no database"))),
                List.of("The events could not be read."));
        // Then
        assertThat(ObjectText.of(report))
                .containsExactly(
                        "The events could not be read.",
                        "",
                        "Last lines of container web of Pod web-1 (CrashLoopBackOff, before its last restart)",
                        "    no database",
                        "",
                        "Events, newest first",
                        "    2026-11-21T10:00:00Z  Warning BackOff, 7 times, Pod shop/web-1: restarting",
                        "",
                        "A sync now: configured",
                        "    /spec/replicas: 2 -> 3",
                        "",
                        "In the cluster",
                        "    {",
                        "      \"kind\": \"Deployment\",",
                        "      \"spec\": {",
                        "        \"args\": [",
                        "          \"a{,\\\"b\",",
                        "          2",
                        "        ],",
                        "        \"none\": {},",
                        "        \"replicas\": 2",
                        "      }",
                        "    }");
    }

    @Test
    void saysNothingWhereThereIsNothing() {
        assertThat(ObjectText.of(
                        new ObjectReport(WEB, KEY, "", Optional.empty(), List.of(), Optional.empty(), List.of())))
                .isEmpty();
    }
}
