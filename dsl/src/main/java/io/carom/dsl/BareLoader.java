package io.carom.dsl;

import groovy.lang.GroovyClassLoader;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Where Groovy finds its own classes and nothing else: no resource, so that no global transform of another library is found. */
final class BareLoader extends GroovyClassLoader {
    BareLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return null;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        return Collections.emptyEnumeration();
    }
}
