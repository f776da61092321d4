package io.pilothouse.desktop.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.testing.FleetGen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final ApplicationKey KEY = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "storefront");
    private static final ApplicationStatus FAILED = FleetGen.failed(KEY);
    private static final ClusterState CLUSTER =
            FleetGen.cluster("prod-eu-1", "prod", Contact.CONNECTED, FleetGen.NOW, List.of(FAILED));
    private static final Facts FACTS = Facts.of(CLUSTER, FAILED, Condition.FAILED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "store",
                "STORE",
                "prod-eu",
                "shop/store",
                "env:prod",
                "state:failed",
                "state:drifted,failed",
                "cluster:prod-*",
                "cluster:*-eu-*",
                "app:storefront",
                "app:store*",
                "ns:shop",
                "sync:out-of-sync",
                "health:degraded",
                "reason:PH-301",
                "reason:\"exceeded quota\"",
                "rev:7c1f",
                "rev:9f3c",
                "label:tier=gold",
                "label:tier",
                "label:tier=g*",
                "-env:staging",
                "!state:synced",
                "env:prod store -state:drifted",
            })
    void picksTheRow(String text) {
        assertThat(valid(text).matches(FACTS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkout",
                "env:staging",
                "env:pro",
                "state:synced",
                "-state:failed",
                "cluster:*-us-*",
                "cluster:prod-eu-1*1",
                "app:front",
                "label:tier=silver",
                "rev:1f09",
                "env:prod -store",
            })
    void passesTheRowOver(String text) {
        assertThat(valid(text).matches(FACTS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "envi:prod, There is no key “envi:”",
        "state:broken, There is no state “broken”",
        "env:, “env:” needs a value",
    })
    void saysWhatIsWrongAndWhatWouldBeRight(String text, String sentence) {
        assertThat(Query.parse("store " + text)).isInstanceOfSatisfying(Query.Invalid.class, invalid -> {
            assertThat(invalid.token()).isEqualTo(text);
            assertThat(invalid.sentence()).startsWith(sentence);
        });
    }

    @Test
    void answersAPatternMadeToRunAwayAtOnce() {
        String text = "cluster:" + "*a".repeat(2_000) + "*b";
        Facts many = Facts.of(ClusterState.unknown("a".repeat(50_000)), Condition.UNKNOWN);

        assertThat(valid(text).matches(many)).isFalse();
    }

    @Test
    void keepsItsPartsAsTheyWereWritten() {
        assertThat(valid("-env:prod  \"a b\" State:failed").parts())
                .containsExactly("-env:prod", "\"a b\"", "State:failed");
    }

    private static Query valid(String text) {
        return ((Query.Valid) Query.parse(text)).query();
    }
}
