package io.pilothouse.desktop.navigation;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The address of a screen. An address only opens something; it never acts.
///
/// ```
/// pilothouse:fleet
/// pilothouse:fleet?filter=state%3Afailed
/// pilothouse:cluster/prod-eu-1
/// pilothouse:application/prod-eu-1/app/shop/storefront
/// pilothouse:application/prod-eu-1/infra/-/cluster
/// ```
public sealed interface Address {
    /// What every address begins with.
    String SCHEME = "pilothouse:";

    /// The whole fleet.
    ///
    /// @param filter the text in the filter box; empty for everything
    record Fleet(String filter) implements Address {
        @Override
        public String text() {
            return SCHEME + "fleet" + (filter.isEmpty() ? "" : "?filter=" + encoded(filter));
        }

        @Override
        public String title() {
            return "Fleet";
        }
    }

    /// One cluster.
    record Cluster(String name) implements Address {
        @Override
        public String text() {
            return SCHEME + "cluster/" + encoded(name);
        }

        @Override
        public String title() {
            return name;
        }
    }

    /// One application in one cluster.
    record Application(ApplicationKey key) implements Address {
        @Override
        public String text() {
            return SCHEME + "application/" + encoded(key.cluster()) + "/"
                    + key.layer().folder() + "/" + (key.namespace().isEmpty() ? "-" : encoded(key.namespace())) + "/"
                    + encoded(key.name());
        }

        @Override
        public String title() {
            return key.name();
        }
    }

    /// @return as it is copied, and as [#parse] reads it
    String text();

    /// @return for the breadcrumb
    String title();

    /// @return empty if the text is no address
    static Optional<Address> parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String rest = text.substring(SCHEME.length());
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        List<String> parts =
                Arrays.stream(path.split("/", -1)).map(Address::decoded).toList();
        String kind = parts.getFirst();
        if (kind.equals("fleet") && parts.size() == 1) {
            return Optional.of(
                    new Fleet(query.startsWith("filter=") ? decoded(query.substring("filter=".length())) : ""));
        }
        if (kind.equals("cluster") && parts.size() == 2 && !parts.get(1).isEmpty()) {
            return Optional.of(new Cluster(parts.get(1)));
        }
        if (kind.equals("application") && parts.size() == 5 && !parts.get(4).isEmpty()) {
            String namespace = parts.get(3).equals("-") ? "" : parts.get(3);
            return layer(parts.get(2))
                    .map(layer -> new Application(new ApplicationKey(parts.get(1), layer, namespace, parts.get(4))));
        }
        return Optional.empty();
    }

    private static Optional<Layer> layer(String folder) {
        return Arrays.stream(Layer.values())
                .filter(layer -> layer.folder().equals(folder))
                .findFirst();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
