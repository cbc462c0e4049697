package dev.gatehouse.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Whatever goes wrong after the beginning of an answer went out breaks it off: the connection is cut, and whoever downloads knows that the
 * file is not whole. Otherwise the page that tells of it would be the last part of the file. Whoever writes a file therefore leaves the stream of
 * the answer open: closing it ends the answer as if it were whole, also on the way out of what went wrong.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BrokenAnswers implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(BrokenAnswers.class);

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception fault) {
        if (!response.isCommitted()) return null;
        if (fault instanceof IOException) LOG.debug("nobody takes the answer any more: {}", fault.toString());
        else LOG.warn("an answer broke off", fault);
        throw BrokenAnswers.<RuntimeException>unchecked(new ClientAbortException(fault));
    }

    /** After this exception alone the container adds no page of its own, and the interface does not let it through. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable fault) throws T {
        throw (T) fault;
    }
}
