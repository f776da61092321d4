package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConcessionTest {
    private static final Manifest WEB = JsonText.manifest("""
        {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'namespace':'shop','name':'web'},
         'spec':{'replicas':2,'template':{'spec':{'containers':[
           {'name':'web','image':'nginx:1','args':['-v']},{'name':'side','image':'side:1'}]}}}}\
        """);

    private static final String OURS = """
        {'manager':'pilothouse','operation':'Apply','fieldsV1':{'f:spec':{'f:replicas':{},'f:template':{'f:spec':{
          'f:containers':{'k:{\\"name\\":\\"web\\"}':{'.':{},'f:name':{},'f:image':{},'f:args':{}},
                          'k:{\\"name\\":\\"side\\"}':{'.':{},'f:name':{},'f:image':{}}}}}}}}\
        """;

    private static Json.Obj live(String others, String spec) {
        return JsonText.parse("{'metadata':{'managedFields':[%s%s]},'spec':%s}".formatted(OURS, others, spec));
    }

    private static final String SPEC = """
        {'replicas':7,'template':{'spec':{'containers':[
          {'name':'web','image':'nginx:2','args':['-v']},{'name':'side','image':'side:1'}]}}}\
        """;

    private static Json.Obj sent(Json.Obj live, Predicate<String> conceded) {
        return Concession.of(WEB, live, conceded).content();
    }

    private static String containers(Json.Obj sent) {
        return new Json.Arr(sent.items("spec", "template", "spec", "containers")).canonical();
    }

    @Test
    void sendsEverythingWhereNothingIsConceded() {
        assertThat(Concession.of(WEB, live("", SPEC), _ -> false)).isSameAs(WEB);
    }

    @Test
    void leavesTheScaleToItsManagerAlsoWhereASubresourceWroteIt() {
        // Given
        Json.Obj live = live("""
            ,{'manager':'hpa','operation':'Update','subresource':'scale','fieldsV1':{'f:spec':{'f:replicas':{}}}}\
            """, SPEC);
        // When
        Json.Obj sent = sent(live, "/spec/replicas"::equals);
        // Then
        assertThat(sent.at("spec", "replicas")).isEmpty();
        assertThat(sent.object("spec", "template")).isEqualTo(WEB.content().object("spec", "template"));
    }

    @Test
    void sendsTheLiveValueOfWhatIsOursAloneSoThatItIsNotDeleted() {
        // When
        Json.Obj sent = sent(live("", SPEC), "/spec/replicas"::equals);
        // Then
        assertThat(sent.at("spec", "replicas")).contains(Json.Num.of(7));
    }

    @Test
    void concedesAFieldOfOneItemOfAListAndKeepsItsKey() {
        // Given
        Json.Obj live = live("""
            ,{'manager':'updater','operation':'Update','fieldsV1':{'f:spec':{'f:template':{'f:spec':{'f:containers':{
              'k:{\\"name\\":\\"web\\"}':{'.':{},'f:name':{},'f:image':{}}}}}}}}\
            """, SPEC);
        // When
        Json.Obj sent = sent(live, path -> path.startsWith("/spec/template/spec/containers[name=web]/image"));
        // Then
        assertThat(containers(sent))
                .isEqualTo("[{\"args\":[\"-v\"],\"name\":\"web\"},{\"image\":\"side:1\",\"name\":\"side\"}]");
        // and if the name is conceded too, the item still says which one it is
        Json.Obj more = sent(
                live, path -> path.startsWith("/spec/template/spec/containers[name=web]/") && !path.endsWith("args"));
        assertThat(containers(more))
                .isEqualTo("[{\"args\":[\"-v\"],\"name\":\"web\"},{\"image\":\"side:1\",\"name\":\"side\"}]");
    }

    @Test
    void leavesOutAConcededItemThatIsGone() {
        // Given
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[{'manager':'pilothouse','operation':'Apply','fieldsV1':{'f:spec':{'f:template':{
              'f:spec':{'f:containers':{'k:{\\"name\\":\\"web\\"}':{'.':{},'f:name':{},'f:image':{}}}}}}}}]},
             'spec':{'template':{'spec':{'containers':[{'name':'web','image':'nginx:1','args':['-v']}]}}}}\
            """);
        // When
        Json.Obj sent = sent(live, path -> path.startsWith("/spec/template/spec/containers[name=side]"));
        // Then
        assertThat(sent.items("spec", "template", "spec", "containers")).hasSize(1);
    }

    @Test
    void leavesOutTheMapOfWhichNothingIsLeft() {
        // Given
        Manifest map =
                JsonText.manifest("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'k':'1'}}");
        Json.Obj live = JsonText.parse("""
            {'metadata':{'managedFields':[{'manager':'x','operation':'Update','fieldsV1':{'f:data':{'f:k':{}}}}]},
             'data':{'k':'2'}}\
            """);
        // When
        Json.Obj sent = Concession.of(map, live, path -> path.startsWith("/")).content();
        // Then
        assertThat(sent.fields().keySet()).containsExactly("apiVersion", "kind", "metadata");
    }
}
