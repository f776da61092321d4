package io.pilothouse.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.Command.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandTest {
    private static final Optional<ApplicationKey> WEB =
            Optional.of(new ApplicationKey("prod-eu-1", Layer.APP, "shop", "web"));
    private static final String HASH = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"SYNC_NOW", "SUSPEND", "RESUME", "CANCEL"})
    void simpleVerbsNeedNoArgument(Verb verb) {
        assertThat(command(verb, WEB, "").objection()).isEmpty();
        assertThat(command(verb, Optional.empty(), "").objection()).isEmpty();
        assertThat(command(verb, WEB, "x").objection()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"RESUME", "CANCEL"})
    void someTakeNone(Verb verb) {
        assertThat(command(verb, WEB, "x").objection().orElseThrow()).contains("takes none");
    }

    @Test
    void freezesUntilAnInstant() {
        Command freeze = command(Verb.SUSPEND, Optional.empty(), "2027-01-02T06:00:00Z");
        assertThat(freeze.objection()).isEmpty();
        assertThat(freeze.freezesUntil()).contains(Instant.parse("2027-01-02T06:00:00Z"));
        assertThat(command(Verb.SUSPEND, WEB, "").freezesUntil()).isEmpty();
        assertThat(command(Verb.SUSPEND, WEB, "tomorrow").objection().orElseThrow())
                .contains("the instant at which a freeze ends, such as 2027-01-02T06:00:00Z");
    }

    @Test
    void overridesAFreezeOfOneApplication() {
        assertThat(command(Verb.SYNC_NOW, WEB, Command.OVERRIDE_FREEZE).objection())
                .isEmpty();
        assertThat(command(Verb.SYNC_NOW, WEB, Command.OVERRIDE_FREEZE).isOverridingFreeze())
                .isTrue();
        assertThat(command(Verb.SYNC_NOW, WEB, "").isOverridingFreeze()).isFalse();
        assertThat(command(Verb.SYNC_NOW, Optional.empty(), Command.OVERRIDE_FREEZE)
                        .objection()
                        .orElseThrow())
                .contains("must name the application");
        assertThat(command(Verb.SYNC_NOW, WEB, "now").objection().orElseThrow()).contains("override-freeze");
    }

    @Test
    void approvesOnlyAPlanOfAnApplicationByItsHash() {
        assertThat(command(Verb.APPROVE, WEB, HASH).objection()).isEmpty();
        assertThat(command(Verb.APPROVE, WEB, "").objection().orElseThrow()).contains("the plan's hash");
        assertThat(command(Verb.APPROVE, WEB, HASH.toUpperCase(java.util.Locale.ROOT))
                        .objection())
                .isPresent();
        assertThat(command(Verb.APPROVE, Optional.empty(), HASH).objection().orElseThrow())
                .contains("must name the application");
    }

    @Test
    void undoesOneObjectOrAWholePrune() {
        assertThat(command(Verb.UNDO, WEB, "").objection()).isEmpty();
        assertThat(command(Verb.UNDO, WEB, "/ConfigMap/shop/web").objection()).isEmpty();
        assertThat(command(Verb.UNDO, WEB, "web").objection().orElseThrow()).contains("group/Kind/namespace/name");
        assertThat(command(Verb.UNDO, Optional.empty(), "").objection()).isPresent();
    }

    @Test
    void anArgumentHasABound() {
        String most = "///" + "é".repeat((Command.MAX_ARGUMENT_BYTES - 3) / 2);
        assertThat(command(Verb.UNDO, WEB, most).objection()).isEmpty();
        assertThat(command(Verb.UNDO, WEB, most + "é").objection().orElseThrow())
                .contains("longer than 1 KiB");
    }

    private static Command command(Verb verb, Optional<ApplicationKey> application, String argument) {
        return new Command("id", "prod-eu-1", application, verb, argument, "", "ada", Duration.ofMinutes(1));
    }
}
