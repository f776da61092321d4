package io.pilothouse.repository.yaml;

/// An unquoted word that not every reader of YAML takes for the same.
///
/// @param line where it stands, from 1
/// @param meaning what Kubernetes makes of it
public record OddWord(int line, Meaning meaning) {

    /// What Kubernetes makes of such a word.
    public enum Meaning {
        TRUE("This unquoted word is the boolean true to Kubernetes, and text to newer readers of YAML"),
        FALSE("This unquoted word is the boolean false to Kubernetes, and text to newer readers of YAML"),
        OCTAL("This unquoted number begins with 0 and is octal to Kubernetes, and decimal to newer readers of YAML"),
        GROUPED("This unquoted number holds underscores: Kubernetes leaves them out, newer readers of YAML take it for"
                + " text"),
        SEXAGESIMAL("These unquoted digits with colons are text to Kubernetes, and a number of base 60 to some readers"
                + " of YAML");

        private final String sentence;

        Meaning(String sentence) {
            this.sentence = sentence;
        }

        /// @return what it is to whom, and what to do; does not quote the word, which may be a secret
        public String sentence() {
            return sentence + ": put it in quotes if it is text, or write "
                    + switch (this) {
                        case TRUE -> "true.";
                        case FALSE -> "false.";
                        case OCTAL, GROUPED -> "the number in decimal.";
                        case SEXAGESIMAL -> "what you mean.";
                    };
        }
    }
}
