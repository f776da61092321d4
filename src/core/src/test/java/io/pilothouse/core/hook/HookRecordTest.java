package io.pilothouse.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.annotation.HookPhase;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.ResourceKey;
import org.junit.jupiter.api.Test;

class HookRecordTest {
    private static final HookKey MIGRATE =
            new HookKey(HookPhase.PRE_SYNC, new ResourceKey("batch", "Job", "shop", "migrate"));

    @Test
    void remembersWhatEndedForTheSameRunOnly() {
        HookRecord first = HookRecord.NONE.begin(Digest.of("one")).with(MIGRATE);
        assertThat(first.begin(Digest.of("one")).hasEnded(MIGRATE)).isTrue();
        assertThat(first.begin(Digest.of("two")).hasEnded(MIGRATE)).isFalse();
        assertThat(first.begin(Digest.of("two")).begin(Digest.of("one")).hasEnded(MIGRATE))
                .as("going back is another run")
                .isFalse();
    }

    @Test
    void forgetsWhatEndedWhereARunIsCommandedAgain() {
        HookRecord record =
                HookRecord.NONE.begin(Digest.of("one")).with(MIGRATE).again();
        assertThat(record.hasEnded(MIGRATE)).isFalse();
        assertThat(record.run()).isEqualTo(Digest.of("one"));
    }

    @Test
    void marksEachMomentOfEachRunDifferently() {
        HookRecord one = HookRecord.NONE.begin(Digest.of("one"));
        HookKey after = new HookKey(HookPhase.POST_SYNC, MIGRATE.object());
        assertThat(one.mark(MIGRATE)).endsWith("-PreSync").isNotEqualTo(one.mark(after));
        assertThat(one.mark(MIGRATE)).isNotEqualTo(one.begin(Digest.of("two")).mark(MIGRATE));
        assertThat(MIGRATE).hasToString("PreSync hook Job.batch shop/migrate");
    }
}
