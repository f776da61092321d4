package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Fingerprints FINGERPRINTS = new Fingerprints(new byte[32]);
    private static final String OURS = "'manager':'pilothouse','operation':'Apply','time':'2026-01-01T00:00:00Z'";
    private static final String EDIT = "'manager':'kubectl-edit','operation':'Update','time':'2026-01-02T00:00:00Z'";

    private static final Manifest DEPLOYMENT = JsonText.manifest("""
        {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'namespace':'shop','name':'web',
          'labels':{'app.kubernetes.io/name':'web'}},
         'spec':{'replicas':2,'template':{'spec':{'containers':[
           {'name':'web','image':'nginx:1','args':['-v'],'ports':[{'containerPort':80}],
            'resources':{'limits':{'cpu':'1000m','memory':'1Gi'}}},
           {'name':'side','image':'side:1'}]}}}}\
        """);

    private static final String OURS_OWNS = """
        'f:metadata':{'f:labels':{'f:app.kubernetes.io/name':{}}},
        'f:spec':{%s'f:template':{'f:spec':{'f:containers':{
          'k:{\\"name\\":\\"web\\"}':{'.':{},'f:name':{},'f:args':{},%s
             'f:ports':{'k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}':{'.':{},'f:containerPort':{}}},
             'f:resources':{'f:limits':{'f:cpu':{},'f:memory':{}}}},
          'k:{\\"name\\":\\"side\\"}':{'.':{},'f:name':{},'f:image':{}}}}}}\
        """;

    private static Json.Obj live(String replicas, String image, String managed) {
        return JsonText.parse("""
            {'metadata':{'namespace':'shop','name':'web','uid':'u','labels':{'app.kubernetes.io/name':'web'},
              'managedFields':[%s]},
             'spec':{'replicas':%s,'progressDeadlineSeconds':600,'template':{'spec':{'restartPolicy':'Always','containers':[
               {'name':'side','image':'side:1','imagePullPolicy':'Always'},
               {'name':'web','image':'%s','args':['-v'],'ports':[{'containerPort':80,'protocol':'TCP'}],
                'resources':{'limits':{'cpu':'1','memory':'1Gi'}}}]}}},
             'status':{'replicas':2}}\
            """.formatted(managed, replicas, image));
    }

    private static String managed(String who, String fields) {
        return "{" + who + ",'apiVersion':'apps/v1','fieldsType':'FieldsV1','fieldsV1':{" + fields + "}}";
    }

    private static List<FieldDrift> compare(Manifest manifest, Json.Obj live) {
        return Comparison.compare(manifest, live, Baseline.NONE, FINGERPRINTS);
    }

    @Test
    void findsNothingWhereOnlyDefaultsWereFilledIn() {
        // When
        var drift = compare(
                DEPLOYMENT,
                live("2", "nginx:1", managed(OURS, OURS_OWNS.formatted("'f:replicas':{},", "'f:image':{},"))));
        // Then
        assertThat(drift).isEmpty();
    }

    @Test
    void namesTheFieldTheManagerAndTheTimeOfAnEdit() {
        // When
        var drift = compare(
                DEPLOYMENT,
                live(
                        "2",
                        "nginx:2",
                        managed(OURS, OURS_OWNS.formatted("'f:replicas':{},", "")) + ","
                                + managed(
                                        EDIT,
                                        "'f:spec':{'f:template':{'f:spec':{'f:containers':{"
                                                + "'k:{\\\"name\\\":\\\"web\\\"}':{'f:image':{}}}}}}")));
        // Then
        assertThat(drift).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/spec/template/spec/containers[name=web]/image");
            assertThat(field.kind()).isEqualTo(DriftKind.CHANGED);
            assertThat(field.desired()).isEqualTo("\"nginx:1\"");
            assertThat(field.live()).isEqualTo("\"nginx:2\"");
            assertThat(field.manager()).isEqualTo("kubectl-edit");
            assertThat(field.operation()).isEqualTo("Update");
            assertThat(field.managedAt()).contains(Instant.parse("2026-01-02T00:00:00Z"));
        });
    }

    @Test
    void findsAFieldThatWasTakenWithoutBeingChanged() {
        // When
        var drift = compare(
                DEPLOYMENT,
                live(
                        "2",
                        "nginx:1",
                        managed(OURS, OURS_OWNS.formatted("", "'f:image':{},")) + ","
                                + managed(EDIT, "'f:spec':{'f:replicas':{}}")));
        // Then
        assertThat(drift).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/spec/replicas");
            assertThat(field.kind()).isEqualTo(DriftKind.STOLEN);
            assertThat(field.manager()).isEqualTo("kubectl-edit");
        });
    }

    @Test
    void sharesAFieldWithAnotherManagerWithoutDrift() {
        // When
        var drift = compare(
                DEPLOYMENT,
                live(
                        "2",
                        "nginx:1",
                        managed(OURS, OURS_OWNS.formatted("'f:replicas':{},", "'f:image':{},")) + ","
                                + managed(EDIT, "'f:spec':{'f:replicas':{}}")));
        // Then
        assertThat(drift).isEmpty();
    }

    @Test
    void findsAScaleThatLeftNoTraceInManagedFields() {
        // When
        var drift = compare(
                DEPLOYMENT,
                live("5", "nginx:1", managed(OURS, OURS_OWNS.formatted("'f:replicas':{},", "'f:image':{},"))));
        // Then
        assertThat(drift).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/spec/replicas");
            assertThat(field.live()).isEqualTo("5");
            assertThat(field.manager()).isEmpty();
        });
    }

    @Test
    void findsARemovedListItem() {
        // Given
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[%s]},'spec':{'template':{'spec':{'containers':[{'name':'web','image':'a'}]}}}}
            """.formatted(managed(
                OURS,
                "'f:spec':{'f:template':{'f:spec':{'f:containers':{"
                        + "'k:{\\\"name\\\":\\\"web\\\"}':{'.':{},'f:name':{},'f:image':{}}}}}}")));
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},'spec':{'template':{'spec':{
              'containers':[{'name':'web','image':'a'},{'name':'side','image':'b'}]}}}}\
            """);
        // When
        var drift = compare(manifest, live);
        // Then
        assertThat(drift).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/spec/template/spec/containers[name=side]");
            assertThat(field.live()).isEmpty();
        });
    }

    @Test
    void comparesAtomicListsByWhatIsDeclaredInTheirItems() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'apps/v1','kind':'StatefulSet','metadata':{'name':'db'},'spec':{'volumeClaimTemplates':[
              {'metadata':{'name':'data'},'spec':{'resources':{'requests':{'storage':'1024Mi'}}}}]}}\
            """);
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[%s]},'spec':{'volumeClaimTemplates':[
              {'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'data','creationTimestamp':null},
               'spec':{'volumeMode':'Filesystem','resources':{'requests':{'storage':'1Gi'}}},'status':{}}]}}
            """.formatted(managed(OURS, "'f:spec':{'f:volumeClaimTemplates':{}}")));
        // When
        var drift = compare(manifest, live);
        // Then
        assertThat(drift).isEmpty();
    }

    @Test
    void takesWhatTheServerMadeOfOurValuesForOurs() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'host':'EXAMPLE','none':''}}\
            """);
        Json.Obj afterApply = JsonText.parse("{'metadata':{},'data':{'host':'example'}}");
        // When
        Baseline baseline = Baseline.of(manifest.content(), afterApply);
        // Then
        assertThat(Comparison.compare(manifest, afterApply, baseline, FINGERPRINTS))
                .isEmpty();
        Json.Obj edited = JsonText.parse("{'metadata':{},'data':{'host':'other'}}");
        assertThat(Comparison.compare(manifest, edited, baseline, FINGERPRINTS))
                .extracting(FieldDrift::path)
                .containsExactly("/data/host");
    }

    @Test
    void takesFalseAndZeroSeriously() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'a'},'automountServiceAccountToken':false}\
            """);
        // When
        var drift = compare(manifest, JsonText.parse("{'metadata':{}}"));
        // Then
        assertThat(drift).extracting(FieldDrift::path).containsExactly("/automountServiceAccountToken");
    }

    @Test
    void showsFingerprintsOfSecretsAndEqualOnesForEqualValues() {
        // Given
        Manifest secret = JsonText.manifest("""
            {'apiVersion':'v1','kind':'Secret','metadata':{'name':'a','annotations':{'copy':'aHVudGVy'}},
             'data':{'password':'aHVudGVy'}}\
            """);
        // When
        var drift = compare(
                secret, JsonText.parse("{'metadata':{'annotations':{'copy':'other'}},'data':{'password':'other'}}"));
        // Then
        assertThat(drift).hasSize(2).allSatisfy(field -> {
            assertThat(field.desired())
                    .startsWith("fingerprint:")
                    .isEqualTo(FINGERPRINTS.of(new Json.Text("aHVudGVy")));
            assertThat(field.live()).isEqualTo(FINGERPRINTS.of(new Json.Text("other")));
        });
        assertThat(new Fingerprints(new byte[] {1}).of(new Json.Text("other")))
                .isNotEqualTo(FINGERPRINTS.of(new Json.Text("other")));
    }

    @Test
    void ignoresIdentityStatusAndEmptyValues() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'Pod','metadata':{'name':'a','namespace':'b','annotations':{},'labels':null},
             'spec':{'securityContext':{},'tolerations':[]},'status':{'phase':'Running'}}\
            """);
        // When
        var drift = compare(manifest, JsonText.parse("{'metadata':{'name':'a'},'spec':{}}"));
        // Then
        assertThat(drift).isEmpty();
    }

    @Test
    void escapesPathsAsJsonPointersDo() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','labels':{'example.org/a~b':'x'}}}\
            """);
        // When
        var drift = compare(manifest, JsonText.parse("{'metadata':{}}"));
        // Then
        assertThat(drift).extracting(FieldDrift::path).containsExactly("/metadata/labels");
        assertThat(compare(manifest, JsonText.parse("{'metadata':{'labels':{'c':'d'}}}")))
                .extracting(FieldDrift::path)
                .containsExactly("/metadata/labels/example.org~1a~0b");
    }

    @Test
    void showsWhatOthersAddedButNotWhatKubernetesItselfDid() {
        // Given
        String system = "'manager':'kube-controller-manager','operation':'Update','time':'2026-01-02T00:00:00Z'";
        Json.Obj live = JsonText.parse("""
            {'metadata':{'name':'web','annotations':{'note':'mine','deployment.kubernetes.io/revision':'1'},
              'managedFields':[%s,%s]},'spec':{'paused':true,'template':{'spec':{'containers':[
                {'name':'web','image':'a'},{'name':'injected','image':'b'}]}}},'status':{'x':1}}
            """.formatted(
                        managed(
                                EDIT,
                                "'f:metadata':{'f:annotations':{'f:note':{}}},'f:spec':{'f:paused':{},'f:template':{'f:spec':"
                                    + "{'f:containers':{'k:{\\\"name\\\":\\\"injected\\\"}':{'.':{},'f:name':{},'f:image':{}}}}}},"
                                    + "'f:status':{'f:x':{}}"),
                        managed(system, "'f:metadata':{'f:annotations':{'f:deployment.kubernetes.io/revision':{}}}")));
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},
             'spec':{'template':{'spec':{'containers':[{'name':'web','image':'a'}]}}}}\
            """);
        // When
        var unowned = Unowned.of(manifest, live, FINGERPRINTS);
        // Then
        assertThat(unowned)
                .extracting(FieldDrift::path)
                .containsExactly(
                        "/metadata/annotations/note", "/spec/paused", "/spec/template/spec/containers[name=injected]");
        assertThat(unowned).allSatisfy(field -> assertThat(field.kind()).isEqualTo(DriftKind.UNOWNED));
    }

    @Test
    void blamesWhoeverScaledThroughTheSubresource() {
        // Given
        String scale = "'manager':'kubectl','operation':'Update','subresource':'scale','time':'2026-01-02T00:00:00Z'";
        String fields = managed(OURS, OURS_OWNS.formatted("", "'f:image':{},")) + ","
                + managed(scale, "'f:spec':{'f:replicas':{}}");
        // Then
        assertThat(compare(DEPLOYMENT, live("5", "nginx:1", fields)))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.kind()).isEqualTo(DriftKind.CHANGED);
                    assertThat(field.manager()).isEqualTo("kubectl");
                });
        assertThat(compare(DEPLOYMENT, live("2", "nginx:1", fields)))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.kind()).isEqualTo(DriftKind.STOLEN);
                    assertThat(field.manager()).isEqualTo("kubectl");
                });
    }

    @Test
    void takesAMapThatSomebodyDeclaredEmptyForNoValueOfItsOwn() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'Pod','metadata':{'name':'a'},'spec':{'securityContext':{'runAsUser':1}}}\
            """);
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[%s,%s]},'spec':{'securityContext':{'runAsUser':1}}}\
            """.formatted(
                        managed(OURS, "'f:spec':{'f:securityContext':{'f:runAsUser':{}}}"),
                        managed(EDIT, "'f:spec':{'f:securityContext':{}}")));
        // Then
        assertThat(compare(manifest, live)).isEmpty();
        assertThat(compare(manifest, (Json.Obj) edited(live, "spec", "securityContext", "runAsUser", Json.Num.of(2))))
                .extracting(FieldDrift::path)
                .containsExactly("/spec/securityContext/runAsUser");
    }

    private static Json edited(Json.Obj object, String a, String b, String c, Json value) {
        return object.with(a, object.object(a).with(b, object.object(a, b).with(c, value)));
    }

    @Test
    void callsAnAtomicMapStolenAsAWhole() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'Service','metadata':{'name':'a'},'spec':{'selector':{'app':'a'}}}\
            """);
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[%s]},'spec':{'selector':{'app':'a','x':'y'}}}\
            """.formatted(managed(EDIT, "'f:spec':{'f:selector':{}}")));
        // Then
        assertThat(compare(manifest, live)).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/spec/selector");
            assertThat(field.live()).isEqualTo("{\"app\":\"a\",\"x\":\"y\"}");
        });
    }

    @Test
    void findsWhatSomebodyAppliedInOurName() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'k':'1'}}\
            """);
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[%s]},'data':{'k':'1','extra':'x'}}\
            """.formatted(managed(OURS, "'f:data':{'.':{},'f:k':{},'f:extra':{}}")));
        // Then
        assertThat(compare(manifest, live)).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("/data/extra");
            assertThat(field.desired()).isEmpty();
            assertThat(field.live()).isEqualTo("\"x\"");
        });
        // and not if it was so right after our own apply
        Baseline baseline = Baseline.of(manifest.content(), live);
        assertThat(Comparison.compare(manifest, live, baseline, FINGERPRINTS)).isEmpty();
    }

    @Test
    void findsThatTheRecordOfOurOwnershipWasWipedOut() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'k':'1'}}\
            """);
        Json.Obj live = JsonText.parse("{'metadata':{},'data':{'k':'1'}}");
        // Then
        assertThat(compare(manifest, live)).singleElement().satisfies(field -> {
            assertThat(field.kind()).isEqualTo(DriftKind.STOLEN);
            assertThat(field.manager()).isEmpty();
        });
        assertThat(Comparison.compare(manifest, live, Baseline.of(manifest.content(), live), FINGERPRINTS))
                .isEmpty();
    }

    @Test
    void doesNotTakeTwoPortsOfOneNumberForEachOther() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'v1','kind':'Service','metadata':{'name':'dns'},'spec':{'ports':[
              {'port':53,'name':'tcp'},{'port':53,'name':'udp','protocol':'UDP'}]}}\
            """);
        String owned =
                "'f:spec':{'f:ports':{'k:{\\\"port\\\":53,\\\"protocol\\\":\\\"UDP\\\"}':{'.':{},'f:name':{},'f:port':{},"
                    + "'f:protocol':{}}}}";
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[%s]},'spec':{'ports':[{'port':53,'protocol':'UDP','name':'udp'}]}}\
            """.formatted(managed(OURS, owned)));
        // Then
        assertThat(compare(manifest, live))
                .extracting(FieldDrift::path)
                .containsExactly("/spec/ports[port=53,protocol=TCP]");
    }

    @Test
    void findsAnItemThatWasTakenOutOfASet() {
        // Given
        Manifest manifest = JsonText.manifest("""
            {'apiVersion':'x.io/v1','kind':'Thing','metadata':{'name':'a'},'spec':{'set':['a','b']}}\
            """);
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[%s,%s]},'spec':{'set':['c','a']}}\
            """.formatted(
                        managed(OURS, "'f:spec':{'f:set':{'v:\\\"a\\\"':{}}}"),
                        managed(EDIT, "'f:spec':{'f:set':{'v:\\\"c\\\"':{}}}")));
        // Then
        assertThat(compare(manifest, live)).extracting(FieldDrift::path).containsExactly("/spec/set[\"b\"]");
        assertThat(Unowned.of(manifest, live, FINGERPRINTS))
                .extracting(FieldDrift::path)
                .containsExactly("/spec/set[\"c\"]");
    }

    @Test
    void makesFingerprintsAsTheStandardDoes() {
        // of another implementation: python3 -c 'import hmac; print(hmac.digest(b"key", b"\\"x\\"", "sha256").hex())'
        assertThat(new Fingerprints("key".getBytes(java.nio.charset.StandardCharsets.UTF_8)).of(new Json.Text("x")))
                .isEqualTo("fingerprint:7a2c53faaad4");
    }
}
