package io.pilothouse.repository.source;

/// A commit of another Git repository, as somebody wrote it.
///
/// @param url `https://…`, `ssh://…` or `git@host:path`
/// @param ref a branch, a tag or a full commit id; empty for the repository's default branch
public record GitReference(String url, String ref) {}
