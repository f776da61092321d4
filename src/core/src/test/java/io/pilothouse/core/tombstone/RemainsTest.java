package io.pilothouse.core.tombstone;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import org.junit.jupiter.api.Test;

class RemainsTest {
    @Test
    void comesBackWithoutWhatBelongedToOneLife() {
        // Given
        Json.Obj live = JsonText.parse("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','namespace':'shop','uid':'u',
             'resourceVersion':'7','generation':2,'creationTimestamp':'t','managedFields':[{'manager':'m'}],
             'finalizers':['x/y'],'ownerReferences':[{'uid':'o'}],'annotations':{'note':'n'},
             'labels':{'team':'t'}},'data':{'k':'v'},'status':{'s':'x'}}\
            """);
        // When
        Json.Obj remains = Remains.of(new ResourceKey("", "ConfigMap", "shop", "a"), live);
        // Then
        assertThat(remains).isEqualTo(JsonText.parse("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','namespace':'shop',
             'annotations':{'note':'n'},'labels':{'team':'t'}},'data':{'k':'v'}}\
            """));
    }

    @Test
    void comesBackWithoutOurLabelSoThatNoRunPrunesItAgain() {
        // Given
        Json.Obj live = JsonText.parse("""
            {'metadata':{'name':'a','labels':{'pilothouse.io/application':'app-shop-web-1','team':'t'}}}\
            """);
        // When
        Json.Obj remains = Remains.of(new ResourceKey("", "ConfigMap", "shop", "a"), live);
        // Then
        assertThat(remains.object("metadata", "labels")).isEqualTo(JsonText.parse("{'team':'t'}"));
    }

    @Test
    void aJobComesBackWithoutTheSelectorThatTheApiServerMade() {
        // Given
        Json.Obj live = JsonText.parse("""
            {'metadata':{'name':'a'},'spec':{'selector':{'matchLabels':{'batch.kubernetes.io/controller-uid':'u'}},
             'template':{'metadata':{'labels':{'batch.kubernetes.io/controller-uid':'u','job-name':'a','app':'x'}}}}}\
            """);
        // When
        Json.Obj remains = Remains.of(new ResourceKey("batch", "Job", "shop", "a"), live);
        // Then
        assertThat(remains.object("spec"))
                .isEqualTo(JsonText.parse("{'template':{'metadata':{'labels':{'app':'x'}}}}"));
    }

    @Test
    void aJobWithASelectorOfItsOwnKeepsIt() {
        // Given
        Json.Obj live = JsonText.parse("""
            {'metadata':{'name':'a'},'spec':{'manualSelector':true,'selector':{'matchLabels':{'app':'x'}}}}\
            """);
        // When
        Json.Obj remains = Remains.of(new ResourceKey("batch", "Job", "shop", "a"), live);
        // Then
        assertThat(remains.object("spec")).isEqualTo(live.object("spec"));
    }
}
