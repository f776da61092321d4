package io.pilothouse.agent;

import io.pilothouse.repository.git.GitCredentials;
import io.pilothouse.repository.git.GitProtection;
import io.pilothouse.repository.git.GitProtection.Rewrites;
import io.pilothouse.repository.git.GitProxy;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.git.GitSources;
import io.pilothouse.repository.git.Secret;
import io.pilothouse.repository.git.signature.SignaturePolicy;
import io.pilothouse.repository.git.signature.SignaturePolicy.Scope;
import io.pilothouse.repository.helm.store.ChartSettings;
import io.pilothouse.repository.settings.Settings;
import io.pilothouse.repository.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what stands below `repository`: where the fleet repository is, by which way it is reached, what its commits
/// must be, and which other repositories it may name.
final class AgentRepository {
    private static final Map<String, Rewrites> REWRITES = Map.of("refuse", Rewrites.REFUSED, "allow", Rewrites.ALLOWED);
    private static final Map<String, Scope> POLICIES =
            Map.of("none", Scope.NONE, "newest", Scope.NEWEST, "require", Scope.EVERY);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private AgentRepository() {}

    static GitSettings read(Settings settings, Path state) throws SettingsException {
        GitSettings git = GitSettings.of(
                        settings.text("repository.url"), settings.text("repository.branch", "main"), state)
                .withCredentials(AgentCredentials.read(settings, "repository"))
                .withTimeout(settings.duration(
                        "repository.timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10)))
                .withQuota(settings.size("repository.quota", GitSettings.QUOTA, 16L << 20, 1L << 40))
                .withProtection(protection(settings))
                .withSources(sources(settings));
        Optional<Path> caBundle = settings.optionalPath("repository.caBundle");
        git = caBundle.isPresent() ? git.withCaBundle(caBundle.get()) : git;
        Optional<GitProxy> proxy = proxy(settings);
        git = proxy.isPresent() ? git.withProxy(proxy.get()) : git;
        return settings.flag("repository.allowLocal", false) ? git.withLocalAllowed() : git;
    }

    private static GitProtection protection(Settings settings) throws SettingsException {
        return new GitProtection(
                settings.choice("repository.rewrites", "refuse", REWRITES),
                settings.optionalText("repository.acceptRewrite"),
                new SignaturePolicy(
                        settings.choice("repository.signatures.policy", "none", POLICIES),
                        settings.optionalPath("repository.signatures.allowedSigners"),
                        settings.optionalPath("repository.signatures.openpgpKeys")));
    }

    private static Optional<GitProxy> proxy(Settings settings) throws SettingsException {
        Optional<String> url = settings.optionalText("repository.proxy.url");
        Optional<String> username = settings.optionalText("repository.proxy.username");
        Optional<Path> password = settings.optionalPath("repository.proxy.passwordFile");
        if (username.isPresent() != password.isPresent()) {
            throw settings.refuse(
                    username.isPresent() ? "repository.proxy.passwordFile" : "repository.proxy.username",
                    "is missing: a proxy that asks for credentials needs both \"username\" and \"passwordFile\"");
        }
        if (url.isEmpty() && username.isPresent()) {
            throw settings.refuse("repository.proxy.url", "is missing beside \"repository.proxy.username\"");
        }
        Optional<GitProxy.Login> login =
                username.map(user -> new GitProxy.Login(user, Secret.inFile(password.orElseThrow())));
        return url.map(found -> new GitProxy(found, login));
    }

    private static GitSources sources(Settings settings) throws SettingsException {
        List<GitSources.Allowed> allowed = new ArrayList<>();
        for (String name : settings.names("repository.sources")) {
            String at = "repository.sources." + name;
            if (!NAME.matcher(name).matches()) {
                throw settings.refuse(at, "must have a name of lower-case letters, digits and '-'");
            }
            // first, so that their keys are known when the URL is missing
            GitCredentials credentials = AgentCredentials.read(settings, at);
            allowed.add(new GitSources.Allowed(settings.text(at + ".url"), credentials));
        }
        return new GitSources(allowed);
    }

    /// @return the chart repositories that the fleet repository may name
    static List<ChartSettings.Repository> charts(Settings settings) throws SettingsException {
        List<ChartSettings.Repository> charts = new ArrayList<>();
        for (String name : settings.names("repository.charts")) {
            String at = "repository.charts." + name;
            if (!NAME.matcher(name).matches()) {
                throw settings.refuse(at, "must have a name of lower-case letters, digits and '-'");
            }
            Optional<String> username = settings.optionalText(at + ".username");
            Optional<Path> password = settings.optionalPath(at + ".passwordFile");
            if (username.isPresent() != password.isPresent()) {
                throw settings.refuse(
                        username.isPresent() ? at + ".passwordFile" : at + ".username",
                        "is missing: a login needs both \"username\" and \"passwordFile\"");
            }
            Optional<ChartSettings.Login> login =
                    username.map(user -> new ChartSettings.Login(user, Secret.inFile(password.orElseThrow())));
            String url = settings.text(at + ".url");
            if (!url.startsWith("https://") && !url.startsWith("oci://")) {
                throw settings.refuse(at + ".url", "must begin with https:// or oci://");
            }
            charts.add(new ChartSettings.Repository(url, login));
        }
        return charts;
    }
}
