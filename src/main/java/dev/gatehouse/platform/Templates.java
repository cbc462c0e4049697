package dev.gatehouse.platform;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The templates of {@code src/main/jte}, compiled by the build; pages and messages are rendered here and nowhere else. */
@Component
public class Templates {

    private final TemplateEngine engine;

    /** Finds the compiled templates beside the program's own classes. */
    public Templates() {
        engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Templates.class.getClassLoader(), "dev.gatehouse.jte");
        engine.setBinaryStaticContent(true);
    }

    /** Renders a page, every value escaped for the place where it stands. The name is a path without its ending: {@code members/index}. */
    public Utf8ByteOutput page(String name, Map<String, Object> parameters) {
        var output = new Utf8ByteOutput();
        engine.render(name + ".jte", parameters, output);
        return output;
    }

    /** The same as a string, for messages. A template of plain text writes its values with {@code $unsafe}: nothing is to be escaped there. */
    public String text(String name, Map<String, Object> parameters) {
        return new String(page(name, parameters).toByteArray(), StandardCharsets.UTF_8);
    }
}
