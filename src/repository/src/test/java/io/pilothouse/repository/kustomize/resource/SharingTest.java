package io.pilothouse.repository.kustomize.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharingTest {
    private static final List<String> LABEL = List.of("metadata", "labels", "app");
    private static final List<String> ITEM = List.of("items", "1", "app");
    private static final Json.Obj OBJECT =
            (Json.Obj) Objects.json("{metadata: {labels: {app: a}}, items: [{app: x}, {app: a}]}");

    @Test
    void whatWasMadeTogetherChangesTogether() {
        Sharing sharing = Sharing.NONE.with(List.of(LABEL, ITEM));
        Json.Obj edited = (Json.Obj) Objects.json("{metadata: {labels: {app: b}}, items: [{app: x}, {app: a}]}");

        assertThat(sharing.changedTogether(OBJECT, edited))
                .isEqualTo(Objects.json("{metadata: {labels: {app: b}}, items: [{app: x}, {app: b}]}"));
    }

    @Test
    void whatIsGoneStaysGone() {
        Sharing sharing = Sharing.NONE.with(List.of(LABEL, ITEM));
        Json.Obj edited = (Json.Obj) Objects.json("{metadata: {labels: {app: b}}, items: []}");

        assertThat(sharing.changedTogether(OBJECT, edited)).isEqualTo(edited);
    }

    @Test
    void oneTextAloneIsSharedWithNothing() {
        assertThat(Sharing.NONE.with(List.of(LABEL))).isEqualTo(Sharing.NONE);
    }

    @Test
    void textsOfAMapThatWasMadeAnewAreTheirOwn() {
        Sharing sharing = Sharing.NONE.with(List.of(LABEL, ITEM));

        assertThat(sharing.without(List.of("metadata", "labels"))).isEqualTo(Sharing.NONE);
        assertThat(sharing.without(List.of("metadata", "annotations"))).isEqualTo(sharing);
    }
}
