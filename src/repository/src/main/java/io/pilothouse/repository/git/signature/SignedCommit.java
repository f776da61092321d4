package io.pilothouse.repository.git.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A commit as it was signed. Git puts the signature into the commit's header, so the signed text is the commit without
/// that.
///
/// @param payload what was signed
/// @param signature with its armour; empty if there is none
/// @param email the committer's
/// @param time the committer's
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record SignedCommit(byte[] payload, String signature, String email, Instant time) {
    private static final String SIGNATURE = "gpgsig ";
    private static final String OTHER_SIGNATURE = "gpgsig-sha256 ";
    private static final Pattern COMMITTER =
            Pattern.compile("committer [^\\n]*<(?<email>[^<>\\n]*)> (?<seconds>[0-9]{1,12}) [^\\n]*");

    /// @param raw a commit object's content
    static SignedCommit parse(byte[] raw) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(raw.length);
        StringBuilder signature = new StringBuilder();
        String email = "";
        Instant time = Instant.EPOCH;
        boolean isOurs = false;
        boolean isOther = false;
        int at = 0;
        while (at < raw.length && raw[at] != '\n') {
            int end = endOfLine(raw, at);
            String line = new String(raw, at, end - at, StandardCharsets.UTF_8);
            boolean isContinued = line.startsWith(" ");
            isOurs = isContinued ? isOurs : line.startsWith(SIGNATURE);
            isOther = isContinued ? isOther : line.startsWith(OTHER_SIGNATURE);
            if (isOurs) {
                signature.append(isContinued ? line.substring(1) : line.substring(SIGNATURE.length()));
            } else if (!isOther) {
                payload.write(raw, at, end - at);
            }
            Matcher committer = COMMITTER.matcher(line.strip());
            if (!isContinued && committer.matches()) {
                email = committer.group("email");
                time = Instant.ofEpochSecond(Long.parseLong(committer.group("seconds")));
            }
            at = end;
        }
        payload.write(raw, at, raw.length - at);
        return new SignedCommit(payload.toByteArray(), signature.toString(), email, time);
    }

    /// @return where the next line begins
    private static int endOfLine(byte[] raw, int from) {
        int at = from;
        while (at < raw.length && raw[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, raw.length);
    }
}
