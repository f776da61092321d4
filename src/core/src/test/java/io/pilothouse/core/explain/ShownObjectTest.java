package io.pilothouse.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import org.junit.jupiter.api.Test;

class ShownObjectTest {
    private static final Fingerprints KEY = new Fingerprints(new byte[32]);

    @Test
    void ofASecretOnlyNamesAreShown() {
        // Given
        Json.Obj live = JsonText.parse("""
            {'apiVersion':'v1','kind':'Secret','type':'Opaque','data':{'password':'canary-1'},
            'stringData':{'token':'canary-2'},'spec':'canary-3','metadata':{'name':'s','namespace':'shop',
            'labels':{'tier':'db'},'managedFields':[{'manager':'kubectl'}],'selfLink':'canary-4','annotations':
            {'note':'canary-5','kubectl.kubernetes.io/last-applied-configuration':'canary-6'}}}\
            """.replace("\n", ""));
        // When
        String shown = ShownObject.of(new ResourceKey("", "Secret", "shop", "s"), live, KEY)
                .canonical();
        // Then
        assertThat(shown)
                .doesNotContain("canary")
                .doesNotContain("last-applied-configuration")
                .doesNotContain("managedFields")
                .contains("\"password\":\"fingerprint:")
                .contains("\"token\":\"fingerprint:")
                .contains("\"note\":\"fingerprint:")
                .contains("\"tier\":\"db\"")
                .contains("\"type\":\"Opaque\"");
    }

    @Test
    void anyOtherObjectIsShownAsItIsButForItsManagers() {
        // Given
        Json.Obj live = JsonText.parse(
                "{'kind':'ConfigMap','data':{'a':'b'},'metadata':{'name':'c','managedFields':[{'manager':'x'}]}}");
        // When
        Json.Obj shown = ShownObject.of(new ResourceKey("", "ConfigMap", "shop", "c"), live, KEY);
        // Then
        assertThat(shown).isEqualTo(JsonText.parse("{'kind':'ConfigMap','data':{'a':'b'},'metadata':{'name':'c'}}"));
    }

    @Test
    void aCustomResourceThatIsCalledSecretIsNone() {
        Json.Obj live = JsonText.parse("{'kind':'Secret','data':{'a':'b'},'metadata':{'name':'c'}}");
        assertThat(ShownObject.of(new ResourceKey("example.io", "Secret", "shop", "c"), live, KEY))
                .isEqualTo(live);
    }
}
