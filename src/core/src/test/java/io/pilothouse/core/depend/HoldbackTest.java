package io.pilothouse.core.depend;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class HoldbackTest {
    private static Manifest of(String kind, String namespace, String name) {
        return JsonText.manifest("{'apiVersion':'v1','kind':'%s','metadata':{'namespace':'%s','name':'%s'}}"
                .formatted(kind, namespace, name));
    }

    private static Manifest pod(String name, List<String> mounts) {
        String volumes = mounts.stream()
                .map(mount -> "{'configMap':{'name':'" + mount + "'}}")
                .collect(Collectors.joining(","));
        return JsonText.manifest("""
            {'apiVersion':'v1','kind':'Pod','metadata':{'namespace':'shop','name':'%s'},
             'spec':{'containers':[{'name':'c'}],'volumes':[%s]}}\
            """.formatted(name, volumes));
    }

    @Test
    void holdsACustomResourceBackForItsDefinition() {
        // Given
        Manifest definition = JsonText.manifest("""
            {'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition','metadata':{'name':'w.e.org'},
             'spec':{'group':'e.org','names':{'kind':'Widget'}}}\
            """);
        Manifest widget = JsonText.manifest("{'apiVersion':'e.org/v1','kind':'Widget','metadata':{'name':'w'}}");
        Manifest gadget = JsonText.manifest("{'apiVersion':'e.org/v1','kind':'Gadget','metadata':{'name':'g'}}");
        Holdback holdback = new Holdback();
        // When
        holdback.add(definition);
        // Then
        assertThat(holdback.blocker(widget)).contains(definition.key());
        assertThat(holdback.blocker(gadget)).isEmpty();
    }

    @Test
    void holdsEverythingInANamespaceBackAndNothingElsewhere() {
        Holdback holdback = new Holdback();
        holdback.add(of("Namespace", "", "shop"));
        assertThat(holdback.blocker(of("ConfigMap", "shop", "a"))).isPresent();
        assertThat(holdback.blocker(of("ConfigMap", "elsewhere", "a"))).isEmpty();
        holdback.clear();
        assertThat(holdback.blocker(of("ConfigMap", "shop", "a"))).isEmpty();
        assertThat(holdback.isEmpty()).isTrue();
    }

    @Test
    void namesTheObjectThatStandsInTheWay() {
        Holdback holdback = new Holdback();
        holdback.add(of("ConfigMap", "shop", "b"));
        holdback.add(of("ConfigMap", "shop", "a"));
        assertThat(holdback.blocker(pod("web", List.of("b", "a"))))
                .map(ResourceKey::name)
                .contains("a");
    }

    /// A chain of claims on volumes, autoscalers on anything, pods on maps: random graphs in which some are
    /// refused.
    @RepeatedTest(100)
    void neverAppliesADependantOfAFailedObjectAndHoldsNothingElseBack(RepetitionInfo repetition) {
        // Given
        Random random = new Random(repetition.getCurrentRepetition());
        List<Manifest> objects = new ArrayList<>();
        List<Set<Integer>> needs = new ArrayList<>();
        int size = 2 + random.nextInt(25);
        for (int i = 0; i < size; i++) {
            Set<Integer> own = new HashSet<>();
            if (i > 0) {
                own.add(random.nextInt(i));
            }
            String target = i == 0 || random.nextInt(3) == 0
                    ? ""
                    : own.stream().map(String::valueOf).findFirst().get();
            needs.add(target.isEmpty() ? Set.of() : own);
            objects.add(JsonText.manifest("""
                {'apiVersion':'e.org/v1','kind':'HorizontalPodAutoscaler',
                 'metadata':{'namespace':'shop','name':'o-%d'},
                 'spec':{'scaleTargetRef':{'apiVersion':'e.org/v1','kind':'HorizontalPodAutoscaler','name':'o-%s'}}}\
                """.formatted(i, target.isEmpty() ? "none" : target)));
        }
        Set<Integer> refused = new HashSet<>();
        for (int i = 0; i < size; i++) {
            if (random.nextInt(6) == 0) {
                refused.add(i);
            }
        }
        // When
        Holdback holdback = new Holdback();
        Set<Integer> applied = new HashSet<>();
        for (int i = 0; i < size; i++) {
            boolean isHeld = holdback.blocker(objects.get(i)).isPresent();
            if (isHeld || refused.contains(i)) {
                holdback.add(objects.get(i));
            } else {
                applied.add(i);
            }
        }
        // Then
        for (int i = 0; i < size; i++) {
            assertThat(applied.contains(i))
                    .as("object " + i + " of " + needs + " with " + refused)
                    .isEqualTo(works(i, needs, refused));
        }
    }

    private static boolean works(int object, List<Set<Integer>> needs, Set<Integer> refused) {
        return !refused.contains(object)
                && needs.get(object).stream().allMatch(needed -> works(needed, needs, refused));
    }
}
