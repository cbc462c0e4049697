package dev.gatehouse.currencies;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.console.Shell;
import dev.gatehouse.currencies.RatesView.Typed;
import dev.gatehouse.currencies.UploadOutcome.Faulty;
import dev.gatehouse.currencies.UploadOutcome.Kept;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Slice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Exchange rates, for the people who run the platform (ORG-5). */
@Controller
@RequestMapping("/operator/rates")
class RatesPage {

    private static final Typed NOTHING = new Typed("", "", "");

    private final ExchangeRates rates;
    private final Flash flash;

    RatesPage(ExchangeRates rates, Flash flash) {
        this.rates = rates;
        this.flash = flash;
    }

    @GetMapping
    String list(
            Actor actor,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam @Nullable String after,
            @RequestParam @Nullable String before,
            Model model) {
        var only = RateFile.knows(currency) ? currency : "";
        var list = rates.list(actor, only.isEmpty() ? null : only, key(after), key(before));
        model.addAttribute("view", new RatesView(list, only, NOTHING, null, List.of(), 0));
        return "currencies/rates";
    }

    @PostMapping
    String set(
            Actor actor,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String rate,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            rates.set(actor, currency, day(day), rate);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            return again(
                    new RatesView(top(actor), "", new Typed(currency, day, rate), refusal, List.of(), 0),
                    response,
                    model);
        }
        flash.leave(request, response, Note.success("rates.set", currency));
        return "redirect:/operator/rates";
    }

    @PostMapping("/file")
    String upload(
            Actor actor,
            @RequestParam @Nullable MultipartFile file,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var content = file == null ? new byte[0] : file.getBytes();
        return switch (rates.upload(actor, content)) {
            case Kept kept -> {
                flash.leave(
                        request,
                        response,
                        Note.success(
                                "rates.uploaded",
                                kept.rates(),
                                shell.language().date(kept.from()),
                                shell.language().date(kept.to())));
                yield "redirect:/operator/rates";
            }
            case Faulty faulty ->
                again(new RatesView(top(actor), "", NOTHING, null, faulty.faults(), faulty.more()), response, model);
        };
    }

    /** Asks before a rate is taken away: a dialog over the page, or a page where there is no JavaScript. */
    @GetMapping("/{currency}/{day}/removal")
    String askRemoval(Actor actor, @PathVariable String currency, @PathVariable String day, Model model, Htmx htmx) {
        model.addAttribute("rate", rates.get(actor, currency, day));
        return htmx.view("currencies/rate-removal", "currencies/rate-removal-dialog");
    }

    @PostMapping("/{currency}/{day}/removal")
    String remove(
            Actor actor,
            @PathVariable String currency,
            @PathVariable String day,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        rates.remove(actor, currency, day);
        flash.leave(request, response, Note.success("rates.removed", currency));
        return htmx.redirect("/operator/rates");
    }

    private Slice<ExchangeRate> top(Actor actor) {
        return rates.list(actor, null, null, null);
    }

    private static String again(RatesView view, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("view", view);
        return "currencies/rates";
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeException odd) {
            return null;
        }
    }

    private static @Nullable RateKey key(@Nullable String text) {
        return text == null
                ? null
                : RateKey.read(text).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }
}
