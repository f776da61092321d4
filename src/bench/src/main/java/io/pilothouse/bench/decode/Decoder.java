package io.pilothouse.bench.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Ways of decoding a file. Each is as fast as its library allows; none keeps what it made.
enum Decoder {
    /// Ours: checked, limited, with a line for every value.
    GATE("the gate") {
        @Override
        int documents(byte[] file) {
            YamlFile read = YamlGate.parse(file);
            if (!read.isUsable()) {
                throw new IllegalStateException(read.problems().toString());
            }
            return read.documents().size();
        }
    },

    /// The library's events and nothing made of them.
    EVENTS("snakeyaml-engine events") {
        @Override
        int documents(byte[] file) {
            LoadSettings settings = LoadSettings.builder()
                    .setUseMarks(false)
                    .setParseComments(false)
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .build();
            Parser events =
                    new ParserImpl(settings, new StreamReader(settings, new String(file, StandardCharsets.UTF_8)));
            int documents = 0;
            while (events.hasNext()) {
                if (events.next().getEventId() == Event.ID.DocumentStart) {
                    documents++;
                }
            }
            return documents;
        }
    },

    /// What most Java programs for Kubernetes do: typed objects.
    FABRIC8("fabric8 unmarshal") {
        @Override
        int documents(byte[] file) {
            return switch (Fabric8.SERIALIZATION.<Object>unmarshal(new ByteArrayInputStream(file))) {
                case KubernetesResourceList<?> list -> list.getItems().size();
                case Collection<?> many -> many.size();
                case HasMetadata ignored -> 1;
                case Object other ->
                    throw new IllegalStateException(other.getClass().getName());
            };
        }
    },

    /// The same values as JSON, which is far easier to read: what a format can cost at best.
    JACKSON("Jackson, the same as JSON") {
        @Override
        int documents(byte[] file) throws IOException {
            int documents = 0;
            try (MappingIterator<JsonNode> values =
                    Jackson.MAPPER.readerFor(JsonNode.class).readValues(file)) {
                while (values.hasNextValue()) {
                    values.nextValue();
                    documents++;
                }
            }
            return documents;
        }
    };

    // made when first used, so that a new process pays for the one it uses only
    private static final class Fabric8 {
        private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    }

    private static final class Jackson {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final String title;

    Decoder(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// Decodes a file.
    ///
    /// @return how many documents it holds
    abstract int documents(byte[] file) throws IOException;

    /// Decodes files.
    ///
    /// @return how many documents they hold
    final int documents(List<byte[]> files) throws IOException {
        int documents = 0;
        for (byte[] file : files) {
            documents += documents(file);
        }
        return documents;
    }
}
