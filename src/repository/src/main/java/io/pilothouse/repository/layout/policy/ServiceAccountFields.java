package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.slice.PathNames;
import io.pilothouse.repository.layout.field.Fields;
import java.util.Optional;

/// Reads `serviceAccount`, of an application or a namespace. The name only: which namespace it is of is decided by the
/// folder, so that nobody can name an account of somebody else.
public final class ServiceAccountFields {
    private static final String FIELD = "serviceAccount";

    private ServiceAccountFields() {}

    /// @return the account's name, if there is one
    public static Optional<String> read(Fields from) {
        return from.text(FIELD).filter(name -> {
            boolean isName = PathNames.isLabel(name);
            if (!isName) {
                from.wrong(FIELD, "must be the name of a ServiceAccount, without its namespace");
            }
            return isName;
        });
    }
}
