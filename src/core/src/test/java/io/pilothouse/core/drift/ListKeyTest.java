package io.pilothouse.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListKeyTest {
    @Test
    void readsTextNumbersAndEscapes() {
        // When
        ListKey key = ListKey.of("k:{\"containerPort\":80,\"name\":\"a\\\"b\\u0041\",\"on\":true}")
                .orElseThrow();
        // Then
        assertThat(key.display()).isEqualTo("[containerPort=80,name=a\"bA,on=true]");
    }

    @Test
    void matchesADeclaredItemThatLeavesAKeyFieldToItsDefault() {
        // When
        ListKey key = ListKey.of("k:{\"port\":80,\"protocol\":\"TCP\"}").orElseThrow();
        // Then
        assertThat(key.isDeclaredBy(JsonText.parse("{'port':80}"))).isTrue();
        assertThat(key.isDeclaredBy(JsonText.parse("{'port':81}"))).isFalse();
        assertThat(key.isDeclaredBy(JsonText.parse("{'port':80,'protocol':'UDP'}")))
                .isFalse();
        assertThat(key.isDeclaredBy(JsonText.parse("{'x':1}"))).isFalse();
        assertThat(key.isKeyOf(JsonText.parse("{'port':80}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"f:name", "k:{", "k:{}", "k:{\"a\"", "k:{\"a\":", "k:{\"a\":x}", "k:{\"a\\u00", "k:{a:1}", "."})
    void givesUpOnWhatNoServerWrites(String edge) {
        assertThat(ListKey.of(edge)).isEmpty();
    }
}
