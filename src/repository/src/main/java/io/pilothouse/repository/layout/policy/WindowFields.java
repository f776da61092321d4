package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.policy.SyncWindow;
import io.pilothouse.repository.layout.field.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `windows`. They add up, so that an application cannot open what the fleet closes.
final class WindowFields {
    private static final int MOST = 50;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    private WindowFields() {}

    static List<SyncWindow> read(Fields sync, List<SyncWindow> otherwise) {
        List<SyncWindow> windows = new ArrayList<>();
        for (Fields window : sync.objects("windows")) {
            Optional<String> allow = window.text("allow");
            Optional<String> deny = window.text("deny");
            Optional<Duration> duration = DurationField.read(window, "duration", SHORTEST, LONGEST);
            Optional<ZoneId> zone = zone(window);
            boolean isForCommands = window.flag("commands").orElse(true);
            window.requires("duration");
            if (allow.isPresent() == deny.isPresent()) {
                window.wrong(
                        allow.isPresent() ? "deny" : "allow",
                        "must be there once: a window has either allow or deny, with a schedule such as \"0 9 * *"
                                + " 1-5\"");
            } else if (duration.isPresent() && zone.isPresent()) {
                windows.add(new SyncWindow(
                        allow.isPresent() ? SyncWindow.Kind.ALLOW : SyncWindow.Kind.DENY,
                        allow.or(() -> deny).orElseThrow(),
                        duration.get(),
                        zone.get(),
                        isForCommands));
            }
            window.finish();
        }
        if (windows.size() > MOST) {
            sync.wrong("windows", "must not hold more than " + MOST + " windows");
        }
        windows.addAll(otherwise);
        return windows;
    }

    private static Optional<ZoneId> zone(Fields window) {
        Optional<String> name = window.text("timeZone");
        try {
            return Optional.of(name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name.get()));
        } catch (DateTimeException e) {
            window.wrong("timeZone", "must be a time zone such as Europe/Oslo or UTC");
            return Optional.empty();
        }
    }
}
