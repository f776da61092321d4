package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictPathTest {
    private static final Json.Obj SENT = JsonText.parse("""
        {'metadata':{'labels':{'app':'x','app.kubernetes.io/name':'web','a.b':'c','a':'d'},'finalizers':['x.io/y']},
         'spec':{'replicas':1,'template':{'spec':{'containers':[{'name':'web','resources':{'limits':{'x.y/gpu':1}},
           'ports':[{'containerPort':80}]}]}}}}\
        """);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                ".spec.replicas, /spec/replicas",
                ".metadata.labels.app.kubernetes.io/name, /metadata/labels/app.kubernetes.io~1name",
                ".metadata.labels.app, /metadata/labels/app",
                ".metadata.labels.a.b, /metadata/labels/a.b",
                ".spec.template.spec.containers[name=\"web\"].image, /spec/template/spec/containers[name=web]/image",
                ".spec.template.spec.containers[name=\"web\"].resources.limits.x.y/gpu,"
                        + " /spec/template/spec/containers[name=web]/resources/limits/x.y~1gpu",
                "`.spec.template.spec.containers[name=\"web\"].ports[containerPort=80,protocol=\"TCP\"].hostPort`,"
                        + " `/spec/template/spec/containers[name=web]/ports[containerPort=80,protocol=TCP]/hostPort`",
                ".metadata.finalizers[=\"x.io/y\"], /metadata/finalizers[\"x.io/y\"]",
                ".spec.unknown.thing, /spec/unknown/thing",
                "what is this, what is this",
                ".spec.list[0, .spec.list[0",
            })
    void readsThePathsOfTheApiServer(String text, String path) {
        assertThat(ConflictPath.of(text, SENT)).isEqualTo(path);
    }
}
