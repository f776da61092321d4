package io.pilothouse.hub;

import io.pilothouse.repository.settings.Settings;
import io.pilothouse.repository.settings.SettingsException;
import io.pilothouse.repository.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All settings of the hub.
///
/// @param data the folder everything is kept in
/// @param listen where agents and clients connect
/// @param http where `/metrics`, `/livez`, `/readyz` and the webhook are
/// @param names further DNS names and IP addresses by which the hub is dialled
/// @param webhookSecretFile holds the webhook's secret; without it only this machine may call
/// @param eventsKept events of history kept at least
/// @param signalsKept how long golden signals are kept
/// @param snapshotEvery events after which the fold is saved
/// @param tailEvents events kept in memory for those who follow
/// @param metricsClusters clusters that get a series of their own, at most
public record HubConfig(
        Path data,
        ListenAddress listen,
        ListenAddress http,
        List<String> names,
        Optional<Path> webhookSecretFile,
        long eventsKept,
        Duration signalsKept,
        long snapshotEvery,
        int tailEvents,
        int metricsClusters) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final ListenAddress LISTEN = new ListenAddress(LOOPBACK, 7443);
    private static final ListenAddress HTTP = new ListenAddress(LOOPBACK, 7480);

    public HubConfig {
        names = List.copyOf(names);
    }

    /// What a command line may say; it wins over the file and the environment.
    public record Flags(
            Optional<Path> data, Optional<String> listen, Optional<String> http, Optional<Path> webhookSecretFile) {
        public static final Flags NONE =
                new Flags(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// A configuration and how to show it.
    ///
    /// @param lines one for each setting; secrets are not in it
    public record Effective(HubConfig config, List<String> lines) {
        public Effective {
            lines = List.copyOf(lines);
        }
    }

    /// @return defaults on any free ports of this machine's loopback
    public static HubConfig at(Path data) {
        ListenAddress any = new ListenAddress(LOOPBACK, 0);
        return new HubConfig(
                data, any, any, List.of(), Optional.empty(), 2_000_000, Duration.ofDays(7), 20_000, 20_000, 1_000);
    }

    public HubConfig withListen(ListenAddress address) {
        return new HubConfig(
                data,
                address,
                http,
                names,
                webhookSecretFile,
                eventsKept,
                signalsKept,
                snapshotEvery,
                tailEvents,
                metricsClusters);
    }

    public HubConfig withHttp(ListenAddress address) {
        return new HubConfig(
                data,
                listen,
                address,
                names,
                webhookSecretFile,
                eventsKept,
                signalsKept,
                snapshotEvery,
                tailEvents,
                metricsClusters);
    }

    public HubConfig withWebhookSecretFile(Path file) {
        return new HubConfig(
                data,
                listen,
                http,
                names,
                Optional.of(file),
                eventsKept,
                signalsKept,
                snapshotEvery,
                tailEvents,
                metricsClusters);
    }

    /// @param tail events in memory
    /// @param snapshot events after which the fold is saved
    /// @param kept events of history
    public HubConfig withEvents(int tail, long snapshot, long kept) {
        return new HubConfig(
                data, listen, http, names, webhookSecretFile, kept, signalsKept, snapshot, tail, metricsClusters);
    }

    /// Reads the settings file, if there is one, the environment (`PILOTHOUSE_HUB_…`) and flags.
    ///
    /// @throws SettingsException with one sentence, if a setting is unknown, missing or wrong
    public static Effective load(Optional<Path> file, Map<String, String> environment, Flags flags)
            throws SettingsException {
        Settings settings = file.isPresent()
                ? SettingsFile.read(file.get(), "PILOTHOUSE_HUB", environment)
                : SettingsFile.none("PILOTHOUSE_HUB", environment);
        Optional<Path> dataSetting = settings.optionalPath("data");
        Optional<Path> secretSetting = settings.optionalPath("webhookSecretFile");
        HubConfig config = new HubConfig(
                flags.data().or(() -> dataSetting).orElse(Path.of("")),
                address(settings, "listen", flags.listen(), LISTEN),
                address(settings, "http", flags.http(), HTTP),
                settings.list("names", List.of()),
                flags.webhookSecretFile().or(() -> secretSetting),
                settings.integer("eventsKept", 2_000_000, 1_000, Integer.MAX_VALUE),
                Duration.ofDays(settings.integer("signalDays", 7, 1, 400)),
                settings.integer("snapshotEvery", 20_000, 100, 10_000_000),
                settings.integer("tailEvents", 20_000, 100, 1_000_000),
                settings.integer("metricsClusters", 1_000, 0, 20_000));
        // First what is misspelt: it may be the key that is missing.
        settings.finish();
        if (config.data.toString().isEmpty()) {
            throw new SettingsException(
                    "No data folder is named: give --data DIR, or \"data\" in the file of --config.");
        }
        return new Effective(config, config.lines());
    }

    private static ListenAddress address(Settings settings, String key, Optional<String> flag, ListenAddress otherwise)
            throws SettingsException {
        String text = settings.text(key, otherwise.toString());
        if (flag.isPresent()) {
            return ListenAddress.parse(flag.get())
                    .orElseThrow(() -> new SettingsException(
                            "--" + key + " " + flag.get() + " is not host:port, such as " + otherwise));
        }
        return ListenAddress.parse(text)
                .orElseThrow(() -> settings.refuse(key, "must be host:port, such as " + otherwise));
    }

    private List<String> lines() {
        return List.of(
                "data = " + data.toAbsolutePath().normalize(),
                "listen = " + listen,
                "http = " + http,
                "names = " + (names.isEmpty() ? "(none)" : String.join(", ", names)),
                "webhookSecretFile = "
                        + webhookSecretFile.map(Path::toString).orElse("(none: the webhook is for this machine only)"),
                "eventsKept = " + eventsKept,
                "signalDays = " + signalsKept.toDays(),
                "snapshotEvery = " + snapshotEvery,
                "tailEvents = " + tailEvents,
                "metricsClusters = " + metricsClusters);
    }
}
