package io.pilothouse.repository.git;

import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.signature.Verdict;
import io.pilothouse.repository.net.RefusedAddressException;
import java.io.InterruptedIOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.internal.JGitText;

/// Says in our own words why a fetch failed. The library's messages name URLs with what is in them, and repeat what the
/// server says, which may be anything.
final class FetchFailures {
    private static final Pattern STATUS = Pattern.compile(": (429|5[0-9][0-9])( |$)");

    private final GitAddress address;
    private final GitSettings settings;
    private final Wanted wanted;

    FetchFailures(GitAddress address, GitSettings settings, Wanted wanted) {
        this.address = address;
        this.settings = settings;
        this.wanted = wanted;
    }

    Failed of(Exception e, Optional<String> hostKeyRefusal) {
        if (hostKeyRefusal.isPresent()) {
            return failed("PH-136", "is not the one we know: " + hostKeyRefusal.get());
        }
        Optional<RefusedAddressException> refused = find(e, RefusedAddressException.class);
        if (refused.isPresent()) {
            return refused(address.leadsTo(refused.get().address()));
        }
        Optional<Failed> proxy = ProxyFailures.of(e, settings.proxy()).map(why -> failed("PH-149", why));
        if (proxy.isPresent()) {
            return proxy.get();
        }
        if (has(e, UnknownHostException.class) || has(e, UnresolvedAddressException.class)) {
            return unknownHost();
        }
        if (has(e, BoundedRepository.TooMuchException.class) || has(e, TooLargePackException.class)) {
            return failed(
                    "PH-128",
                    "sends more than " + (BoundedRepository.LARGEST_PACK >> 20)
                            + " MiB: the repository is too large, keep large files out of it.");
        }
        if (has(e, TooLargeObjectInPackException.class)) {
            return failed(
                    "PH-128",
                    "sends a file of more than " + (BoundedRepository.LARGEST_OBJECT >> 20)
                            + " MiB: take it out of the repository and its history.");
        }
        if (has(e, InterruptedIOException.class) || has(e, TimeoutException.class) || says(e, "timeout", "timed out")) {
            return timeout();
        }
        if (has(e, SSLException.class) || has(e, CertificateException.class)) {
            return certificate(e);
        }
        if (has(e, NoRemoteRepositoryException.class)) {
            return failed("PH-134", "has no such repository, or does not show it to us: check the URL and the rights.");
        }
        return http(e).or(() -> ssh(e))
                .or(() -> network(e))
                .or(() -> objects(e))
                .orElseGet(() -> failed(
                        "PH-128",
                        "gives an answer that is none of a Git server: check that the URL is a repository's."));
    }

    Failed missing(String hint, boolean isEmpty) {
        if (isEmpty) {
            return failed("PH-139", "has the repository, but it is empty: push a first commit.");
        }
        String what = wanted instanceof Wanted.Branch ? "branch" : "branch, tag or commit";
        return failed("PH-135", "has no such " + what + ": create it, or name another." + hint);
    }

    Failed rewritten(String before, String now) {
        return failed(
                "PH-120",
                "gives a rewritten history: " + now + " does not descend from " + before + ", which stays in use: ask"
                        + " who did it, then accept it with acceptRewrite: " + now + " in the settings.");
    }

    /// @param bad of which commit's signature
    Failed signature(String commit, Verdict.Bad bad) {
        return failed(
                bad.code(),
                "gives a commit that is not used: commit " + commit + " " + bad.why()
                        + "; the last commit stays in force.");
    }

    Failed overQuota() {
        return failed(
                "PH-128",
                "sends a repository that takes more than " + (settings.quota() >> 20)
                        + " MiB even without its history: keep large files out of it, or raise the quota.");
    }

    Failed timeout() {
        return failed(
                "PH-138",
                "takes longer than " + settings.timeout().toSeconds()
                        + " s to answer: check the network and the server's load.");
    }

    Failed interrupted() {
        return failed("PH-138", "was not waited for, because the program is stopping.");
    }

    Failed unknownHost() {
        return failed("PH-132", "has a name that DNS does not know: check the URL's host name and this machine's DNS.");
    }

    Failed refused(String sentence) {
        return new Failed(settings.branch(), "PH-130", sentence);
    }

    Failed local(Exception e) {
        String why = says(e, "no space left") ? "the disk is full" : "the disk, its mount or its permissions fail";
        return new Failed(
                settings.branch(),
                "PH-129",
                "The clone in " + settings.folder() + " cannot be written: " + why
                        + "; mend that, nothing else is lost.");
    }

    Failed secretMissing(Secret secret) {
        return new Failed(
                settings.branch(),
                "PH-133",
                "The password for " + address.shown() + " cannot be read: " + secret.place()
                        + " is missing, unreadable or empty.");
    }

    Failed keyUnusable() {
        String file = settings.credentials() instanceof GitCredentials.SshKey key ? " " + key.privateKey() : "";
        return new Failed(
                settings.branch(),
                "PH-133",
                "The private key" + file + " for " + address.shown()
                        + " has a passphrase or an unknown format: use an OpenSSH or PEM key without passphrase.");
    }

    Failed bundleUnusable() {
        return new Failed(
                settings.branch(),
                "PH-137",
                "The CA bundle " + settings.caBundle().map(Object::toString).orElse("")
                        + " holds no certificate that can be read: it must be a PEM file.");
    }

    private Optional<Failed> http(Exception e) {
        JGitText text = JGitText.get();
        if (says(e, text.notAuthorized, text.noCredentialsProvider, "authentication is not supported", " 401 ")) {
            return Optional.of(failed(
                    "PH-133",
                    settings.credentials() instanceof GitCredentials.None
                            ? "asks for credentials, and none are set: name a user and a password or token file."
                            : "refuses our credentials: check user name and token, and whether it has expired."));
        }
        if (says(e, "not permitted")) {
            return Optional.of(
                    failed("PH-133", "knows us but does not let us read: grant the user or token read access."));
        }
        Matcher status = STATUS.matcher(String.valueOf(e.getMessage()));
        if (status.find()) {
            String number = status.group(1);
            return Optional.of(
                    number.equals("429")
                            ? failed("PH-131", "asks us to wait (429): fetch less often.")
                            : failed("PH-131", "answers with an error of its own (" + number + "): look at its log."));
        }
        if (says(e, "redirect")) {
            return Optional.of(failed(
                    "PH-128",
                    "sends us to another address, where our credentials must not go: set the URL it redirects to."));
        }
        return Optional.empty();
    }

    private Optional<Failed> ssh(Exception e) {
        if (says(e, "cannot log in", "no more authentication", "auth fail", "authentication")) {
            return Optional.of(failed(
                    "PH-133",
                    "refuses our SSH key: add its public half to the server, with read access to the repository."));
        }
        if (says(e, "does not appear to be a git repository", "not found", "no such")) {
            return Optional.of(failed(
                    "PH-134", "has no such repository, or does not show it to us: check the URL and the rights."));
        }
        return Optional.empty();
    }

    private Optional<Failed> network(Exception e) {
        if (says(e, "refused")) {
            return Optional.of(unreachable("it refuses the connection"));
        }
        if (has(e, NoRouteToHostException.class) || says(e, "unreachable")) {
            return Optional.of(unreachable("there is no route to it"));
        }
        if (has(e, SocketException.class) || says(e, "reset", "closed", "end of file", "eof", "unexpected end")) {
            return Optional.of(unreachable("the connection broke"));
        }
        return Optional.empty();
    }

    private Optional<Failed> objects(Exception e) {
        return has(e, CorruptObjectException.class) || has(e, MissingObjectException.class) || says(e, "invalid")
                ? Optional.of(failed(
                        "PH-128",
                        "sends objects that Git does not allow, such as a path with \"..\" or \".git\": run git fsck"
                                + " on the repository."))
                : Optional.empty();
    }

    private Failed certificate(Exception e) {
        String why = "is signed by nobody we trust: name the CA bundle that signed it in the settings.";
        if (says(e, "subject alternative", "no name matching", "no subject")) {
            why = "is for another name: check the URL's host name.";
        } else if (says(e, "expired", "notafter")) {
            why = "has expired: renew it on the server.";
        } else if (says(e, "notbefore", "not yet valid")) {
            why = "is not valid yet: check the clocks.";
        } else if (says(e, "plaintext", "unrecognized ssl", "unsupported or unrecognized")) {
            return failed("PH-137", "does not speak TLS at this port: check the URL's port.");
        } else if (!has(e, CertificateException.class)
                && says(e, "handshake", "protocol", "cipher", "closed", "reset")) {
            return unreachable("the TLS handshake broke off");
        }
        return failed("PH-137", "shows a certificate that " + why);
    }

    private Failed unreachable(String why) {
        return failed(
                "PH-131",
                "cannot be reached, " + why + ": check address, network and firewall; the last commit stays in force.");
    }

    private Failed failed(String code, String predicate) {
        return new Failed(
                settings.branch(),
                code,
                "The Git server for " + address.shown() + " (" + wanted.shown() + ") " + predicate);
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        return find(e, type).isPresent();
    }

    /// @return the first of that type on the way down to the cause
    static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
        Throwable here = e;
        for (int depth = 0; here != null && depth < 20; depth++) {
            if (type.isInstance(here)) {
                return Optional.of(type.cast(here));
            }
            here = here.getCause();
        }
        return Optional.empty();
    }

    /// @return true if any message on the way down holds one of the texts
    private static boolean says(Throwable e, String... texts) {
        Throwable here = e;
        for (int depth = 0; here != null && depth < 20; depth++) {
            String message = String.valueOf(here.getMessage()).toLowerCase(Locale.ROOT);
            for (String text : texts) {
                if (message.contains(text.toLowerCase(Locale.ROOT))) {
                    return true;
                }
            }
            here = here.getCause();
        }
        return false;
    }
}
