package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;

/// Ends the names of generated objects in a hash of their content, so that a changed content is another object and
/// those who use it are restarted.
public final class HashTransformer implements Transformer {

    @Override
    public void transform(ResourceSet resources) {
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            if (resource.generation().needsHash()) {
                String name = resource.id().name() + "-" + ContentHash.of(resource.content());
                Json.Obj content = resource.content();
                Json.Obj metadata = content.object("metadata").with("name", new Json.Text(name));
                resources.set(i, resource.rememberingName().withContent(content.with("metadata", metadata)));
            }
        }
    }
}
