package io.pilothouse.core.rights;

import java.util.regex.Pattern;

/// The ServiceAccount that a write is done as. Always one that is named: a blank, a wildcard or anything else that is
/// no name throws, so that no mistake can end in a write by the agent's own account.
///
/// @param namespace where the account lives
/// @param serviceAccount its name
public record Identity(String namespace, String serviceAccount) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int MOST = 253;

    public Identity {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("\"" + namespace + "\" is not the name of a namespace");
        }
        if (!isName(serviceAccount)) {
            throw new IllegalArgumentException("\"" + serviceAccount + "\" is not the name of a ServiceAccount");
        }
    }

    static boolean isName(String serviceAccount) {
        return serviceAccount.length() <= MOST && NAME.matcher(serviceAccount).matches();
    }

    /// The name that the API server knows the account by. Its groups are not sent along: the API server derives
    /// them from this name, and would want rights to impersonate groups for them.
    public String userName() {
        return "system:serviceaccount:" + namespace + ":" + serviceAccount;
    }

    /// @return for people: `shop/pilothouse-applier`
    @Override
    public String toString() {
        return namespace + "/" + serviceAccount;
    }
}
