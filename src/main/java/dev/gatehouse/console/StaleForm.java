package dev.gatehouse.console;

import jakarta.servlet.http.HttpServletRequest;

/** Says that a form was refused for its token and not for who sent it: the error page then asks for a reload. */
public final class StaleForm {

    private static final String ATTRIBUTE = StaleForm.class.getName();

    private StaleForm() {}

    public static void mark(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    static boolean is(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
