package io.pilothouse.desktop.navigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void isReadAsItIsWritten() {
        for (Address address : new Address[] {
            new Address.Fleet(""),
            new Address.Fleet("state:failed -env:\"a b\" &?/"),
            new Address.Cluster("prod-eu-1"),
            new Address.Application(new ApplicationKey("prod-eu-1", Layer.APP, "shop", "storefront")),
            new Address.Application(new ApplicationKey("prod-eu-1", Layer.INFRA, "", "cluster")),
        }) {
            assertThat(Address.parse(address.text())).contains(address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fleet",
                "https://example.com",
                "pilothouse:",
                "pilothouse:cluster/",
                "pilothouse:cluster/a/b",
                "pilothouse:application/a/neither/shop/x",
                "pilothouse:application/a/app/shop",
                "pilothouse:sync/prod-eu-1"
            })
    void isNothingElse(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }

    @Test
    void goesBackAndForward() {
        Navigation navigation = new Navigation(new Address.Fleet(""));
        navigation.open(new Address.Cluster("a"));
        navigation.open(new Address.Cluster("b"));

        assertThat(navigation.back()).isTrue();
        assertThat(navigation.current()).isEqualTo(new Address.Cluster("a"));
        assertThat(navigation.forward()).isTrue();
        assertThat(navigation.current()).isEqualTo(new Address.Cluster("b"));
        assertThat(navigation.forward()).isFalse();
    }

    @Test
    void returnsToTheFilterThatWasSeen() {
        Navigation navigation = new Navigation(new Address.Fleet(""));
        navigation.amend(new Address.Fleet("state:failed"));
        navigation.open(new Address.Cluster("a"));

        navigation.back();

        assertThat(navigation.current()).isEqualTo(new Address.Fleet("state:failed"));
    }
}
