package io.pilothouse.repository.tree;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import java.util.List;
import java.util.Optional;

/// The files of one commit, read where they are asked for and nowhere else. Paths are from the repository's root; the
/// root
/// itself is the empty path.
public interface FleetTree {
    /// More entries than these below one folder are refused: a tree of a few kilobytes can unfold to millions of
    /// paths.
    int MOST_ENTRIES = 20_000;

    /// Folders deeper than this are refused.
    int DEEPEST = 32;

    /// @return the commit
    Revision revision();

    /// @return what sentences call it: `Commit 1234abcd`
    default String title() {
        return "Commit " + revision().abbreviated();
    }

    /// @return what stands before the paths of this tree where they are shown; empty for the fleet repository
    ///     itself,
    ///     `host/path@1234567:` for another one
    default String prefix() {
        return "";
    }

    /// @return the entry at a path, empty where there is none
    Optional<TreeEntry> find(String path) throws DamagedTreeException;

    /// @return what stands directly in a folder, by name; nothing if there is no such folder
    /// @throws OversizedTreeException if there are more than [#MOST_ENTRIES]
    List<TreeEntry> children(String folder) throws DamagedTreeException, OversizedTreeException;

    /// @return everything but folders in and below a folder, by path; nothing if there is no such folder
    /// @throws OversizedTreeException if there are more than [#MOST_ENTRIES], or deeper than [#DEEPEST]
    List<TreeEntry> files(String folder) throws DamagedTreeException, OversizedTreeException;

    /// @return bytes of a file, without reading it
    long size(TreeEntry file) throws DamagedTreeException;

    /// @return the content of a file that is not larger than `limit`
    byte[] read(TreeEntry file, int limit) throws DamagedTreeException;
}
