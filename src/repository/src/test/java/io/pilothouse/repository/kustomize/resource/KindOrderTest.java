package io.pilothouse.repository.kustomize.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.source.RefusedSourceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindOrderTest {
    private static final String OBJECTS = """
        {apiVersion: v1, kind: Secret, metadata: {name: s}}
        ---
        {apiVersion: example.org/v1, kind: Thing, metadata: {name: t}}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: z}}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: z, namespace: a}}
        ---
        {apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: m}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: n}}
        """;

    @Test
    void putsWhatOthersNeedFirst() throws RefusedSourceException {
        assertThat(names(KindOrder.LEGACY)).containsExactly("n", "s", "z", "a", "b", "t", "m");
    }

    @Test
    void putsKindsWhereSomebodyWantsThem() throws RefusedSourceException {
        KindOrder order = new KindOrder(List.of("Thing", "Deployment"), List.of("Secret"));

        assertThat(names(order)).containsExactly("t", "z", "a", "b", "m", "n", "s");
    }

    @Test
    void comparesNamesByTheirBytes() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: Thing, metadata: {name: "\\U0001F600"}}
            ---
            {apiVersion: v1, kind: Thing, metadata: {name: "\\uFF5E"}}
            ---
            {apiVersion: v1, kind: Thing, metadata: {name: "a"}}
            """);

        assertThat(KindOrder.LEGACY.sorted(set.all()))
                .extracting(one -> one.id().name())
                .containsExactly("a", "\uFF5E", "\uD83D\uDE00");
    }

    private static List<String> names(KindOrder order) throws RefusedSourceException {
        return order.sorted(Objects.set(OBJECTS).all()).stream()
                .map(one -> one.id().name())
                .toList();
    }
}
