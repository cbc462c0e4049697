package dev.gatehouse.testing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Keeps the other application that stands among the tests, the console's gallery, out of the server. */
final class ServerAlone extends TypeExcludeFilter {

    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
        return reader.getClassMetadata().getClassName().startsWith("dev.gatehouse.console.Gallery");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServerAlone;
    }

    @Override
    public int hashCode() {
        return ServerAlone.class.hashCode();
    }
}
