package dev.gatehouse.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * How a page was asked for: as a whole, or as the part of it that htmx puts in place.
 *
 * @param target the id of the element that the answer replaces; null for whole pages
 */
public record Htmx(boolean part, @Nullable String target, HttpServletResponse response) {

    /** Reads the headers; going back in the history asks for the whole page. */
    public static Htmx of(HttpServletRequest request, HttpServletResponse response) {
        var part = request.getHeader("HX-Request") != null && request.getHeader("HX-History-Restore-Request") == null;
        return new Htmx(part, part ? request.getHeader("HX-Target") : null, response);
    }

    /** The view for a whole page, or for the part. */
    public String view(String whole, String fragment) {
        response.addHeader("Vary", "HX-Request");
        return part ? fragment : whole;
    }

    /** After a change: the browser goes to the address, which shows the flash note. */
    public String redirect(String address) {
        if (!part) return "redirect:" + address;
        response.setHeader("HX-Redirect", address);
        return "console/nothing";
    }
}
