package io.pilothouse.repository.helm.store;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a registry, and logs in where it wants that: with a user name and password, or with a token that another server
/// gives for them. That server is the registry's choice, so it is shown the password only if it belongs to the same
/// owner: `auth.example.org` for `registry.example.org`. Any other is asked for a token for nobody.
final class OciAccess {
    private static final Pattern PARAMETER = Pattern.compile("(realm|service|scope)=\"([^\"]*)\"");
    private static final long LARGEST_TOKEN = 256 << 10;

    private final Web web;
    private final Optional<ChartSettings.Login> login;
    private Optional<String> authorization = Optional.empty();

    OciAccess(Web web, Optional<ChartSettings.Login> login) {
        this.web = web;
        this.login = login;
    }

    /// @param into takes the content of a good answer
    Web.Reply get(ServerAddress address, String accept, long limit, OutputStream into) throws FailedFetchException {
        Web.Reply reply = web.get(new Web.Question(address, accept, authorization, limit), into);
        if (reply.status() != 401 || authorization.isPresent()) {
            return reply;
        }
        authorization = answer(reply.challenge(), address);
        return authorization.isEmpty() ? reply : web.get(new Web.Question(address, accept, authorization, limit), into);
    }

    private Optional<String> answer(String challenge, ServerAddress address) throws FailedFetchException {
        if (challenge.regionMatches(true, 0, "Basic", 0, 5)) {
            return Logins.basic(login);
        }
        return challenge.regionMatches(true, 0, "Bearer", 0, 6) ? token(challenge, address) : Optional.empty();
    }

    private Optional<String> token(String challenge, ServerAddress address) throws FailedFetchException {
        String realm = "";
        StringBuilder query = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(challenge);
        while (parameter.find()) {
            if (parameter.group(1).equals("realm")) {
                realm = parameter.group(2);
            } else {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(parameter.group(1))
                        .append('=');
                query.append(URLEncoder.encode(parameter.group(2), StandardCharsets.UTF_8));
            }
        }
        ServerAddress server = ServerAddress.parse(realm + query)
                .orElseThrow(() -> new FailedFetchException(
                        "PH-185",
                        "The registry " + address.shown() + " wants a token from something that is no https URL."));
        Optional<String> own = isOfOneOwner(server, address) ? Logins.basic(login) : Optional.empty();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Web.Reply reply = web.get(new Web.Question(server, "application/json", own, LARGEST_TOKEN), content);
        if (!reply.isGood()) {
            throw ChartServer.refused(reply.status() == 404 ? 401 : reply.status(), server.shown());
        }
        YamlFile parsed = YamlGate.parse(content.toByteArray());
        if (parsed.documents().size() == 1 && parsed.documents().getFirst().content() instanceof Json.Obj object) {
            return object.text("token")
                    .or(() -> object.text("access_token"))
                    .filter(token -> token.chars().allMatch(c -> c > ' ' && c < 0x7F))
                    .map(token -> "Bearer " + token);
        }
        return Optional.empty();
    }

    /// The last two parts of the name are the same; a name of two parts, and an address, must be the same as a
    /// whole.
    private static boolean isOfOneOwner(ServerAddress one, ServerAddress other) {
        return one.host().equals(other.host())
                || (!isAddress(one.host())
                        && !isAddress(other.host())
                        && owner(one).equals(owner(other)));
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static String owner(ServerAddress server) {
        int last = server.host().lastIndexOf('.');
        int before = last < 0 ? -1 : server.host().lastIndexOf('.', last - 1);
        return server.host().substring(before + 1);
    }
}
