package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.repository.layout.field.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads how applications are treated: for all of them, or for one.
public final class PolicyFields {
    private PolicyFields() {}

    /// @param from the fleet's defaults, or what a cluster says
    /// @param otherwise what holds where they say nothing
    public static ApplicationPolicy read(Fields from, ApplicationPolicy otherwise) {
        return read(from, otherwise, Optional.empty(), otherwise.serviceAccount());
    }

    /// @param from what an application says
    /// @param otherwise what holds where it says nothing
    public static ApplicationPolicy read(Fields from, ApplicationPolicy otherwise, ApplicationKey application) {
        String account = ServiceAccountFields.read(from).orElse(otherwise.serviceAccount());
        return read(from, otherwise, Optional.of(application), account);
    }

    private static ApplicationPolicy read(
            Fields from, ApplicationPolicy otherwise, Optional<ApplicationKey> application, String account) {
        List<IgnoreRule> ignore = Stream.concat(IgnoreFields.read(from).stream(), otherwise.ignore().stream())
                .toList();
        List<HealthRule> health = Stream.concat(HealthFields.read(from).stream(), otherwise.health().stream())
                .toList();
        return new ApplicationPolicy(SyncFields.read(from, otherwise.sync(), application), ignore, health, account);
    }
}
