package io.pilothouse.repository.git.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file of SSH keys that may sign, in the format that `ssh-keygen(1)` describes under ALLOWED SIGNERS. Certificates
/// are not known here; a line with one is refused by its number.
final class AllowedSigners {
    private static final int LARGEST = 1 << 20;
    private static final Pattern LINE = Pattern.compile(
            "(?<who>\"[^\"]*\"|[^\\s\"]+)\\s+(?:(?<options>(?:[A-Za-z-]+(?:=\"[^\"]*\")?)(?:,[A-Za-z-]+(?:=\"[^\"]*\")?)*)\\s+)?"
                + "(?<type>(?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+)\\s+(?<key>[A-Za-z0-9+/=]+)(?:\\s.*)?");
    private static final Pattern OPTION = Pattern.compile("(?<name>[A-Za-z-]+)(?:=\"(?<value>[^\"]*)\")?");
    private static final Pattern TIME = Pattern.compile("(?<date>[0-9]{8})(?<time>[0-9]{4}|[0-9]{6})?(?<utc>Z?)");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private final List<Signer> signers;

    private AllowedSigners(List<Signer> signers) {
        this.signers = signers;
    }

    /// A line of the file.
    ///
    /// @param principals patterns with `*` and `?`; one after `!` excludes
    @SuppressWarnings("ArrayRecordComponent") // compared by [Arrays] only
    record Signer(List<String> principals, byte[] key, Instant validFrom, Instant validUntil) {
        boolean isValidAt(Instant time) {
            return !time.isBefore(validFrom) && time.isBefore(validUntil);
        }

        boolean isFor(String email) {
            return principals.stream().anyMatch(one -> !one.startsWith("!") && matches(one, email))
                    && principals.stream().noneMatch(one -> one.startsWith("!") && matches(one.substring(1), email));
        }

        private static boolean matches(String pattern, String email) {
            StringBuilder regex = new StringBuilder();
            pattern.chars()
                    .forEach(c -> regex.append(
                            switch (c) {
                                case '*' -> ".*";
                                case '?' -> ".";
                                default -> Pattern.quote(Character.toString(c));
                            }));
            return Pattern.matches(regex.toString(), email);
        }
    }

    /// @throws UnusableKeysException if a line cannot be understood: half of a list of signers is none
    static AllowedSigners read(Path file) throws UnusableKeysException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST);
            List<Signer> signers = new ArrayList<>();
            int number = 0;
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
                number++;
                String text = line.replace("\uFEFF", "").strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    signer(text, file + ":" + number).ifPresent(signers::add);
                }
            }
            return new AllowedSigners(signers);
        } catch (UnusableKeysException e) {
            throw e;
        } catch (IOException e) {
            throw new UnusableKeysException(file + " cannot be read");
        }
    }

    /// @return every line that gives this key
    List<Signer> of(byte[] key) {
        return signers.stream()
                .filter(signer -> Arrays.equals(signer.key(), key))
                .toList();
    }

    /// @return empty where the line is about other signatures than Git's
    private static Optional<Signer> signer(String line, String where) throws UnusableKeysException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new UnusableKeysException(where + " is none of: principals, options, the key's type, the key");
        }
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        boolean isForGit = true;
        Matcher option =
                OPTION.matcher(Optional.ofNullable(matcher.group("options")).orElse(""));
        while (option.find()) {
            String value = Optional.ofNullable(option.group("value")).orElse("");
            switch (option.group("name")) {
                case "namespaces" -> isForGit = Arrays.asList(value.split(",")).contains("git");
                case "valid-after" -> from = time(value, where);
                case "valid-before" -> until = time(value, where);
                default ->
                    throw new UnusableKeysException(
                            where + " has the option \"" + option.group("name") + "\", which is not supported");
            }
        }
        List<String> principals =
                Arrays.asList(matcher.group("who").replace("\"", "").split(","));
        return isForGit
                ? Optional.of(new Signer(principals, key(matcher.group("key"), where), from, until))
                : Optional.empty();
    }

    private static byte[] key(String text, String where) throws UnusableKeysException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableKeysException(where + " has a key that is no Base64");
        }
    }

    private static Instant time(String text, String where) throws UnusableKeysException {
        Matcher matcher = TIME.matcher(text);
        if (matcher.matches()) {
            String time = Optional.ofNullable(matcher.group("time")).orElse("");
            try {
                LocalDateTime local =
                        LocalDateTime.parse(matcher.group("date") + (time + "000000").substring(0, 6), FORMAT);
                return local.atZone(matcher.group("utc").isEmpty() ? ZoneId.systemDefault() : ZoneOffset.UTC)
                        .toInstant();
            } catch (DateTimeException e) {
                // said below
            }
        }
        throw new UnusableKeysException(where + " has a time that is none of YYYYMMDD and YYYYMMDDHHMM[SS]");
    }
}
