package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.Manifest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final ApplicationKey WEB = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "web");

    @Test
    void marksAreValidLabelValuesAndDifferForEveryApplication() {
        // Given
        Set<String> marks = new HashSet<>();
        // When
        for (String namespace : new String[] {"shop", "shop-a", "a-shop", "x".repeat(63)}) {
            for (String name : new String[] {"web", "a-web", "Web", "web_1", "w.eb", "y".repeat(200), "ü"}) {
                marks.add(Ownership.mark(new ApplicationKey("c", Layer.APP, namespace, name)));
            }
        }
        // Then
        assertThat(marks)
                .hasSize(28)
                .allSatisfy(mark -> assertThat(mark).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"));
    }

    @Test
    void staysTheSameWhenTheClusterIsRenamed() {
        assertThat(Ownership.mark(new ApplicationKey("renamed", Layer.APP, "shop", "web")))
                .isEqualTo(Ownership.mark(WEB))
                .startsWith("app-shop-web-");
    }

    @Test
    void addsTheLabelAndTakesOutWhatOnlyTheClusterWrites() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','labels':{'team':'shop'},
              'creationTimestamp':null,'resourceVersion':'7','uid':'u','managedFields':[]},'data':{'k':'v'},
             'status':{'x':1}}\
            """);
        // When
        Manifest stamped = Ownership.stamp(manifest, WEB);
        // Then
        assertThat(stamped.content()).isEqualTo(JsonText.parse("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a',
              'labels':{'team':'shop','pilothouse.io/application':'%s'}},'data':{'k':'v'}}\
            """.formatted(Ownership.mark(WEB))));
    }

    @Test
    void turnsStringDataIntoDataBecauseTheServerShowsOnlyThat() {
        // When
        Manifest stamped = Ownership.stamp(JsonText.manifest("""
            {'apiVersion':'v1','kind':'Secret','metadata':{'name':'a'},'data':{'a':'eA==','b':'eA=='},
             'stringData':{'b':'hunter'}}\
            """), WEB);
        // Then
        assertThat(stamped.content().object("data")).isEqualTo(JsonText.parse("{'a':'eA==','b':'aHVudGVy'}"));
        assertThat(stamped.content().get("stringData")).isEmpty();
    }

    @Test
    void givesServicePortsTheProtocolThatOldServersMiss() {
        // When
        Manifest stamped = Ownership.stamp(JsonText.manifest("""
            {'apiVersion':'v1','kind':'Service','metadata':{'name':'a'},
             'spec':{'ports':[{'port':80},{'port':53,'protocol':'UDP'}]}}\
            """), WEB);
        // Then
        assertThat(stamped.content().object("spec"))
                .isEqualTo(JsonText.parse("{'ports':[{'port':80,'protocol':'TCP'},{'port':53,'protocol':'UDP'}]}"));
    }
}
