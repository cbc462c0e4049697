package dev.gatehouse.console;

import dev.gatehouse.platform.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Turns what a controller returns into a page: {@code members/index} is {@code src/main/jte/members/index.jte}, which gets the
 * model's attributes by name and the {@code shell}; {@code redirect:/path} is a 303.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Views implements ViewResolver {

    private static final String REDIRECT = "redirect:";
    private static final String TYPE = "text/html;charset=UTF-8";

    private final Templates templates;
    private final Shells shells;
    private final Flash flash;

    Views(Templates templates, Shells shells, Flash flash) {
        this.templates = templates;
        this.shells = shells;
        this.flash = flash;
    }

    @Override
    public View resolveViewName(String name, Locale locale) {
        if (!name.startsWith(REDIRECT)) return new Page(name);
        var redirect = new RedirectView(name.substring(REDIRECT.length()));
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExposeModelAttributes(false);
        redirect.setExpandUriTemplateVariables(false);
        return redirect;
    }

    private final class Page implements View {

        private final String name;

        private Page(String name) {
            this.name = name;
        }

        @Override
        public String getContentType() {
            return TYPE;
        }

        /** Renders wholly before the first byte leaves: a fault in a template becomes an error page, not half a page. */
        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            var shell = shells.of(request);
            Map<String, Object> parameters = new HashMap<>(model == null ? Map.of() : model);
            parameters.put("shell", shell);
            var page = templates.page(name, parameters);
            if (shell.note() != null && !Htmx.of(request, response).part()) flash.end(request, response);
            response.setContentType(TYPE);
            response.setHeader("Content-Language", shell.language().tag());
            response.setContentLength(page.getContentLength());
            page.writeTo(response.getOutputStream());
        }
    }
}
