package dev.gatehouse.console;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What a controller's method may simply ask for: the {@link Actor}, the {@link Visitor}, {@link Shell}, {@link Htmx}, {@link Change}. */
@Configuration(proxyBeanMethods = false)
class ConsoleWeb implements WebMvcConfigurer {

    private final Shells shells;
    private final Flash flash;

    ConsoleWeb(Shells shells, Flash flash) {
        this.shells = shells;
        this.flash = flash;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Given(Actor.class, (request, response) -> {
            if (request.getAttribute(Actor.class.getName()) instanceof Actor actor) return actor;
            throw Refusal.unauthenticated();
        }));
        resolvers.add(new Given(Shell.class, (request, response) -> shells.of(request)));
        resolvers.add(new Given(Htmx.class, Htmx::of));
        resolvers.add(new Given(Change.class, (request, response) -> new Change(request, response, flash)));
        resolvers.add(new Given(Visitor.class, (request, response) -> Visitor.of(request)));
    }

    private interface Source {
        Object from(HttpServletRequest request, HttpServletResponse response);
    }

    private record Given(Class<?> type, Source source) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == type;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return source.from(
                    Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)),
                    Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class)));
        }
    }
}
