package dev.gatehouse.testing;

import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Moves each test class into the house. */
final class HouseExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace OURS = Namespace.create(HouseExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(OURS).put(House.class, House.moveIn());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(OURS).get(House.class));
    }
}
