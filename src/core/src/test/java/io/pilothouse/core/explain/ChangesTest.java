package io.pilothouse.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web");
    private static final ResourceKey PASSWORDS = new ResourceKey("", "Secret", "shop", "passwords");
    private static final Fingerprints KEY = new Fingerprints(new byte[32]);

    @Test
    void namesTheSmallestFieldsThatDiffer() {
        // When
        List<Change> changes = between(
                WEB,
                "{'spec':{'replicas':2,'template':{'spec':{'containers':[{'name':'web','image':'a:1'}]}}}}",
                "{'spec':{'replicas':3,'template':{'spec':{'containers':"
                        + "[{'name':'proxy','image':'p'},{'name':'web','image':'a:2'}]}},'paused':true}}");
        // Then
        assertThat(changes)
                .containsExactly(
                        new Change("/spec/replicas", "2", "3"),
                        new Change("/spec/template/spec/containers[name=web]/image", "\"a:1\"", "\"a:2\""),
                        new Change(
                                "/spec/template/spec/containers[name=proxy]",
                                "",
                                "{\"image\":\"p\",\"name\":\"proxy\"}"),
                        new Change("/spec/paused", "", "true"));
    }

    @Test
    void comparesListsWithoutNamesByPlaceOrWhole() {
        assertThat(between(WEB, "{'a':['x','y']}", "{'a':['x','z']}"))
                .containsExactly(new Change("/a[1]", "\"y\"", "\"z\""));
        assertThat(between(WEB, "{'a':['x']}", "{'a':['x','z']}"))
                .containsExactly(new Change("/a", "[\"x\"]", "[\"x\",\"z\"]"));
    }

    @Test
    void leavesOutWhatEveryRequestWritesAnew() {
        assertThat(between(
                        WEB,
                        "{'metadata':{'resourceVersion':'1','generation':1,'uid':'a','managedFields':[]},"
                                + "'status':{'ready':1},'spec':{}}",
                        "{'metadata':{'resourceVersion':'2','generation':2,'uid':'b'},'spec':{}}"))
                .isEmpty();
    }

    @Test
    void showsFingerprintsOfASecretsValues() {
        // When
        List<Change> changes = between(
                PASSWORDS,
                "{'metadata':{'labels':{'tier':'a'}},'data':{'old':'aHVudGVyMg==','same':'eA=='}}",
                "{'metadata':{'labels':{'tier':'b'},'annotations':"
                        + "{'kubectl.kubernetes.io/last-applied-configuration':'hunter2'}},"
                        + "'data':{'new':'aHVudGVyMg==','same':'eA=='}}");
        // Then
        assertThat(changes)
                .extracting(Change::path)
                .containsExactly("/metadata/labels/tier", "/metadata/annotations", "/data/old", "/data/new");
        assertThat(changes.getFirst()).isEqualTo(new Change("/metadata/labels/tier", "\"a\"", "\"b\""));
        assertThat(changes.get(2).before())
                .startsWith("fingerprint:")
                .isEqualTo(changes.get(3).after());
        assertThat(changes.toString()).doesNotContain("aHVudGVyMg").doesNotContain("hunter2");
    }

    @Test
    void aSecretsCopyThatKubectlKeepsIsNeverShown() {
        assertThat(between(
                        PASSWORDS,
                        "{'metadata':{'annotations':{'kubectl.kubernetes.io/last-applied-configuration':'a'}}}",
                        "{'metadata':{'annotations':{'kubectl.kubernetes.io/last-applied-configuration':'b'}}}"))
                .isEmpty();
    }

    private static List<Change> between(ResourceKey key, String before, String after) {
        return Changes.between(key, JsonText.parse(before), JsonText.parse(after), KEY);
    }
}
