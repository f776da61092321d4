package io.pilothouse.core.policy;

/// Matches text with a pattern in which `*` stands for anything, also for nothing.
public final class Glob {
    private Glob() {}

    /// Greedy matching with one step back: the longest beginning of the text that the last star may swallow grows
    /// until the rest fits, so that no pattern takes more than the product of both lengths.
    ///
    /// @return true if all of the text fits all of the pattern
    public static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int swallowed = 0;
        int here = 0;
        while (here < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                swallowed = here;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(here)) {
                at++;
                here++;
            } else if (star >= 0) {
                at = star + 1;
                here = ++swallowed;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
