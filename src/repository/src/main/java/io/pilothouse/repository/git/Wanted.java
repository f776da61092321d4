package io.pilothouse.repository.git;

import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// Which commit of a server is followed.
sealed interface Wanted {

    /// @return for people, such as `branch main`
    String shown();

    /// @return true if what was fetched before and what comes now are one history
    boolean isOneHistory();

    /// @return the server's refs that may be meant, the first that exists counts
    List<String> refs();

    /// The newest commit of a branch.
    record Branch(String name) implements Wanted {
        @Override
        public String shown() {
            return "branch " + name;
        }

        @Override
        public boolean isOneHistory() {
            return true;
        }

        @Override
        public List<String> refs() {
            return List.of(Constants.R_HEADS + name);
        }
    }

    /// What a name means to Git: a tag, else a branch; without a name, the default branch.
    record Named(String name) implements Wanted {
        @Override
        public String shown() {
            return name.isEmpty() ? "default branch" : "ref " + name;
        }

        @Override
        public boolean isOneHistory() {
            return false;
        }

        @Override
        public List<String> refs() {
            if (name.isEmpty()) {
                return List.of(Constants.HEAD);
            }
            return name.startsWith(Constants.R_REFS)
                    ? List.of(name)
                    : List.of(Constants.R_TAGS + name, Constants.R_HEADS + name);
        }
    }

    /// One commit and no other.
    record Commit(ObjectId id) implements Wanted {
        @Override
        public String shown() {
            return "commit " + id.abbreviate(7).name();
        }

        @Override
        public boolean isOneHistory() {
            return false;
        }

        @Override
        public List<String> refs() {
            return List.of();
        }
    }

    /// @param ref a branch, a tag or a full commit id; empty for the default branch
    static Wanted of(String ref) {
        return ObjectId.isId(ref) ? new Commit(ObjectId.fromString(ref)) : new Named(ref);
    }
}
