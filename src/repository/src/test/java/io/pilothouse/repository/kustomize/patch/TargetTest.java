package io.pilothouse.repository.kustomize.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.kustomize.resource.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    private static final String WEB = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop,"
            + " labels: {app: web, size: 5}, annotations: {a: b}}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | true",
                "{group: apps} | true",
                "{group: app} | false",
                "{group: a.*s, version: v1, kind: Dep.*} | true",
                "{kind: deployment} | false",
                "{name: web} | true",
                "{name: we} | false",
                "{name: '(x)?web'} | true",
                "{name: '^web$'} | true",
                "{namespace: shop} | true",
                "{namespace: default} | false",
                "{labelSelector: app=web} | true",
                "{labelSelector: size} | false",
                "{labelSelector: app=api} | false",
                "{annotationSelector: a=b} | true",
                "{annotationSelector: '!a'} | false",
                "{name: web, annotationSelector: c} | false"
            })
    void matches(String target, boolean isMatch) throws Exception {
        assertThat(Target.read(Yaml.object(target), Yaml.place("k.yaml", target))
                        .matches(Yaml.resource(WEB)))
                .isEqualTo(isMatch);
    }

    @Test
    void matchesByTheNameAndNamespaceThatWasDeclared() throws Exception {
        Resource renamed = Yaml.resource(WEB)
                .rememberingName()
                .withContent(
                        Yaml.object(WEB.replace("name: web", "name: pre-web").replace("shop", "prod")));

        for (String target :
                new String[] {"{name: web}", "{name: pre-web}", "{namespace: shop}", "{namespace: prod}"}) {
            assertThat(Target.read(Yaml.object(target), Yaml.place("k.yaml", target))
                            .matches(renamed))
                    .as(target)
                    .isTrue();
        }
    }
}
