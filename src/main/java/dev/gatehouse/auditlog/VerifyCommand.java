package dev.gatehouse.auditlog;

import dev.gatehouse.audit.AuditChain;
import dev.gatehouse.audit.AuditChain.Chained;
import dev.gatehouse.audit.ChainVerdict.Broken;
import dev.gatehouse.audit.ChainVerdict.Whole;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code verify-audit [slug]}: proves the chain of one organization or of all, says so on the console, and ends the process
 * with 0 where all is whole, 1 where something is not, 2 where there is no such organization.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class VerifyCommand implements ApplicationRunner {

    static final String NAME = "verify-audit";

    private final AuditChain chain;
    private final ApplicationContext context;

    VerifyCommand(AuditChain chain, ApplicationContext context) {
        this.chain = chain;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var words = arguments.getNonOptionArgs();
        if (words.isEmpty() || !words.getFirst().equals(NAME)) return;
        var code = verify(words.subList(1, words.size()), System.out);
        System.exit(SpringApplication.exit(context, () -> code));
    }

    int verify(List<String> slugs, PrintStream out) {
        var wanted = chain.organizations().stream()
                .filter(chained -> slugs.isEmpty() || slugs.contains(chained.slug()))
                .toList();
        if (wanted.size() < slugs.size()) {
            out.println("There is no organization " + String.join(" or ", slugs) + ".");
            return 2;
        }
        var broken = 0;
        for (var chained : wanted) if (!whole(chained, out)) broken++;
        out.println(broken == 0 ? "All whole." : broken + " of " + wanted.size() + " are not whole.");
        return broken == 0 ? 0 : 1;
    }

    private boolean whole(Chained chained, PrintStream out) {
        var name = chained.slug().isEmpty() ? "(platform)" : chained.slug();
        return switch (chain.verify(chained.organization())) {
            case Whole whole -> {
                out.printf(
                        Locale.ROOT,
                        "%s: whole, %d events, %d waiting, head %s%n",
                        name,
                        whole.events(),
                        whole.waiting(),
                        whole.head());
                yield true;
            }
            case Broken broken -> {
                out.printf(
                        Locale.ROOT,
                        "%s: NOT WHOLE, position %d: %s%s%n",
                        name,
                        broken.position(),
                        broken.fault().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        broken.event() == null ? "" : ", event " + broken.event());
                yield false;
            }
        };
    }
}
