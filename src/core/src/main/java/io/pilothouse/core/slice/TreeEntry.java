package io.pilothouse.core.slice;

/// One entry of a commit's tree.
///
/// @param path from the repository's root, without slash at either end
/// @param kind what it is
/// @param id Git's id of its content: equal ids, equal content, for a folder with everything below it
public record TreeEntry(String path, Kind kind, String id) {

    /// What an entry is.
    public enum Kind {
        FILE,
        FOLDER,
        SYMLINK,
        SUBMODULE
    }

    /// @return the last part of the path
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /// @return true for what tools and people hide, such as `.github`
    public boolean isHidden() {
        return name().startsWith(".");
    }
}
