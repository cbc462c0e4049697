package dev.gatehouse.console;

import dev.gatehouse.access.RoleName;
import dev.gatehouse.invitations.Channel;
import dev.gatehouse.invitations.InviteChoices;
import dev.gatehouse.invitations.InviteOutcome.Invitee;
import dev.gatehouse.invitations.InviteView;
import dev.gatehouse.invitations.LinksView;
import dev.gatehouse.invitations.TypedAddress;
import dev.gatehouse.members.MembersView;
import dev.gatehouse.members.MembersView.Row;
import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.members.RemovalView;
import dev.gatehouse.messages.MailView;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Brand;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Templates;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.Forks;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The looks of Gatehouse with sample people, without any other room: what the tests of the console look at. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@ComponentScan(
        basePackages = "dev.gatehouse.console",
        excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
@Import({Texts.class, Templates.class})
class Gallery {

    static final Instant NOW = Instant.parse("2026-11-21T14:30:00Z");
    private static final String LIST = "/o/northwind/members";

    /** Starts on a free port, without what other rooms add to a start. */
    static ServletWebServerApplicationContext start() {
        var gallery = new SpringApplication(Gallery.class);
        gallery.setInitializers(List.of());
        gallery.setBannerMode(Banner.Mode.OFF);
        return (ServletWebServerApplicationContext)
                gallery.run("--server.port=0", "--GATEHOUSE_DATA_DIR=" + Forks.folder("gallery"));
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    Settings settings() {
        return Settings.of(Map.of());
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, ConsoleHeaders headers) {
        return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()))
                .headers(headers)
                .build();
    }

    /** The pages. */
    @Controller
    static class Pages {

        private final Shells shells;
        private final Flash flash;
        private final Templates templates;

        Pages(Shells shells, Flash flash, Templates templates) {
            this.shells = shells;
            this.flash = flash;
            this.templates = templates;
        }

        @ModelAttribute
        void person(HttpServletRequest request) {
            var path = request.getRequestURI();
            var shell = shells.anonymous(request);
            if (path.startsWith("/card")) {
                shells.put(request, shell.in(shell.language(), new Shell.Place("Harbor Books", "harbor", "#b4532a")));
                return;
            }
            if (!path.startsWith("/o/")) return;
            var here = new Shell.Place("Northwind Retail", "northwind", null);
            shells.put(
                    request,
                    shell.signedIn(
                            shell.language(),
                            ZoneId.of("Europe/London"),
                            new Shell.Viewer("Amara Okafor", "amara.okafor@northwind.example", false),
                            here,
                            List.of(here, new Shell.Place("Harbor Books", "harbor", "#b4532a")),
                            "level.organization_admin",
                            List.of(
                                    new Shell.Tab("members", "users", LIST, 1284L, true),
                                    new Shell.Tab("usage", "chart-donut", "/o/northwind/usage", null, false),
                                    new Shell.Tab("audit", "history", "/o/northwind/audit-log", null, false),
                                    new Shell.Tab("settings", "settings", "/o/northwind/settings", null, false))));
        }

        @GetMapping(LIST)
        String members(
                @RequestParam(defaultValue = "") String q,
                @RequestParam(defaultValue = "") String role,
                @RequestParam(defaultValue = "") String status,
                @RequestParam(defaultValue = "name") String sort,
                Htmx htmx,
                Model model) {
            var query = new MembersView.Query(q, role, status, "", "", "", "", sort);
            var rows = rows().stream()
                    .filter(row -> (row.name() + " " + row.contact())
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains(q.toLowerCase(java.util.Locale.ROOT)))
                    .toList();
            model.addAttribute(
                    "members",
                    new MembersView(
                            LIST,
                            "/o/northwind/invitations/new",
                            new MembersView.Totals(1198, 86, 1500L, 216L),
                            query,
                            rows,
                            new MembersView.Page(1L, 1284, false, null, LIST + "?after=x"),
                            true,
                            true,
                            true,
                            true,
                            true,
                            new MembersView.TeamFilter(
                                    List.of(
                                            new MembersView.TeamOption("t1", "Launch"),
                                            new MembersView.TeamOption("t2", "Retail editors")),
                                    false,
                                    ""),
                            MembersView.DepartmentFilter.NONE,
                            List.of(
                                    "team-joining",
                                    "team-leaving",
                                    "team-creation",
                                    "invitation",
                                    "deactivation",
                                    "removal")));
            return htmx.view("members/index", "members/list");
        }

        /** Nothing is done to many at the moment. */
        @GetMapping("/o/northwind/bulk/running")
        String running() {
            return "console/nothing";
        }

        @GetMapping("/o/northwind/nobody")
        String nobody(Model model) {
            model.addAttribute(
                    "members",
                    new MembersView(
                            LIST,
                            "/o/northwind/invitations/new",
                            new MembersView.Totals(1, 0, null, null),
                            new MembersView.Query("", "", "", "", "", "", "", "name"),
                            List.of(),
                            new MembersView.Page(null, 0, false, null, null),
                            true,
                            true,
                            true,
                            true,
                            false,
                            new MembersView.TeamFilter(List.of(), false, ""),
                            MembersView.DepartmentFilter.NONE,
                            List.of()));
            return "members/index";
        }

        @GetMapping("/o/northwind/invitations/new")
        String invite(@RequestParam(defaultValue = "false") boolean wrong, Htmx htmx, Shell shell, Model model) {
            model.addAttribute(
                    "invite",
                    new InviteView(
                            "northwind",
                            7,
                            216,
                            new InviteChoices(
                                    List.of("Newcomers"),
                                    List.of("member", "organization_admin"),
                                    true,
                                    List.of(),
                                    null,
                                    List.of(),
                                    "",
                                    "",
                                    List.of(),
                                    "",
                                    List.of(),
                                    "",
                                    null),
                            wrong ? "mei.tanaka@northwind.example\nlena@\nnew.person@example.org" : "",
                            "member",
                            Channel.EMAIL,
                            true,
                            wrong
                                    ? List.of(
                                            new TypedAddress("mei.tanaka@northwind.example", null, "invitations.known"),
                                            new TypedAddress("lena@", null, "email.malformed"),
                                            new TypedAddress("new.person@example.org", null, null))
                                    : List.of(),
                            null));
            return htmx.view("invitations/invite", "invitations/invite-pane");
        }

        @PostMapping("/o/northwind/invitations")
        String invited(Htmx htmx, HttpServletRequest request, HttpServletResponse response) {
            flash.leave(request, response, Note.success("gallery.unknown"));
            flash.leave(request, response, Note.success("links.title", 3).next("links.done", LIST));
            return htmx.redirect(LIST);
        }

        @GetMapping("/o/northwind/links")
        String links(Model model) {
            model.addAttribute(
                    "links",
                    new LinksView(
                            LIST,
                            7,
                            List.of(new Invitee(
                                    "mei.tanaka@northwind.example",
                                    "https://id.example.org/accept/5kXq0nB7w2LZrJ9aYtVcE1uGhM8dSfPoQi3Tx6RyNvA"))));
            return "invitations/links";
        }

        @GetMapping(LIST + "/{id}/removal")
        String removal(@PathVariable String id, Htmx htmx, Model model) {
            return removal(List.of(id), htmx, model);
        }

        @GetMapping(LIST + "/removal")
        String removal(@RequestParam List<String> member, Htmx htmx, Model model) {
            var people = rows().stream()
                    .filter(row -> member.contains(row.id()))
                    .map(row -> new RemovalView.Person(
                            row.id(), Objects.requireNonNullElse(row.name(), row.contact()), row.name() == null))
                    .toList();
            model.addAttribute("removal", new RemovalView(LIST + "/removal", LIST, people));
            return htmx.view("members/removal", "members/removal-dialog");
        }

        @PostMapping(LIST + "/removal")
        String remove(@RequestParam List<String> member) {
            throw new Refusal("members.raced", member.size());
        }

        @GetMapping("/card/accept")
        String accept(Shell shell, Model model) {
            model.addAttribute("title", "Welcome, Mei");
            model.addAttribute("lead", "Amara Okafor has invited you to Harbor Books. Choose a name and a password.");
            var fields = part("console/field", Map.of("name", "first", "label", "First name", "value", "Mei"))
                    + part(
                            "console/field",
                            Map.of("name", "last", "label", "Last name", "error", "Enter your last name."))
                    + part(
                            "console/password",
                            Map.of(
                                    "shell",
                                    shell,
                                    "name",
                                    "password",
                                    "label",
                                    "Password",
                                    "minimum",
                                    15,
                                    "hint",
                                    "At least 15 characters; a few words are easy to remember."))
                    + part("console/button", Map.of("text", "Join Harbor Books", "wide", true));
            model.addAttribute("content", (Content) output -> output.writeContent(fields));
            model.addAttribute(
                    "foot", (Content) output -> output.writeContent("Have an account? <a href=\"/\">Sign in</a>"));
            return "console/card";
        }

        @GetMapping("/card/alerts")
        String alerts(Model model) {
            model.addAttribute("title", "Alerts");
            var alerts = new StringBuilder();
            for (var tone : List.of("info", "success", "warning", "danger"))
                alerts.append(part("console/alert", Map.of("tone", tone, "title", tone, "text", "What it means.")));
            for (var standing : Standing.values())
                alerts.append(part("console/badge", Map.of("text", standing.key(), "tone", standing.tone())))
                        .append(' ');
            for (var hue = 0; hue < 24; hue++)
                alerts.append(part("console/avatar", Map.of("name", "Zoë Ångström", "seed", "person" + hue)));
            model.addAttribute("content", (Content) output -> output.writeContent(alerts.toString()));
            return "console/card";
        }

        @GetMapping("/mail")
        void mail(@RequestParam(defaultValue = "#b4532a") String colour, Shell shell, HttpServletResponse response)
                throws java.io.IOException {
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().write(templates.text("messages/mail", Map.of("mail", mail(shell.language(), colour))));
        }

        static MailView mail(Texts.Language language, String colour) {
            return new MailView(
                    language,
                    "Harbor Books",
                    "HB",
                    null,
                    Objects.requireNonNull(Brand.of(colour)),
                    "Join Harbor Books",
                    "Amara Okafor has invited you to Harbor Books.",
                    "Join Harbor Books",
                    List.of(
                            "Hello,",
                            "Amara Okafor <amara@harbor.example> has invited you to Harbor Books on Gatehouse. Choose a name and a password, and you are in."),
                    null,
                    "Accept the invitation",
                    "https://id.example.org/accept/5kXq0nB7w2LZrJ9aYtVcE1uGhM8dSfPoQi3Tx6RyNvA",
                    List.of(
                            "The invitation holds until 28 Nov 2026, 14:30.",
                            "If you did not expect this, you can ignore it: nothing happens."),
                    "Sent by Harbor Books through Gatehouse, because an admin entered this address.");
        }

        @GetMapping("/needs-sign-in")
        String mine(Actor actor) {
            return actor.toString();
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("jdbc:postgresql://secret@host");
        }

        @GetMapping("/database-away")
        String databaseAway() {
            throw new DataAccessResourceFailureException("connection refused to 10.0.0.7");
        }

        @GetMapping("/busy")
        String busy() {
            throw Refusal.unavailable("forbidden", 7);
        }

        private String part(String template, Map<String, Object> parameters) {
            return templates.text(template, new HashMap<>(parameters));
        }
    }

    static List<Row> rows() {
        var rows = new ArrayList<Row>();
        rows.add(row(
                "1", "Amara Okafor", Standing.REGISTERED, "organization_admin", null, List.of("Platform"), 2L, false));
        rows.add(row(
                "2",
                "Jonas Lindqvist",
                Standing.REGISTERED,
                "member",
                "Retail",
                List.of("Retail editors", "Launch"),
                318L,
                true));
        rows.add(row("3", null, Standing.INVITED, null, null, List.of("Onboarding"), null, false));
        rows.add(row(
                "4", "Priya Raman", Standing.REGISTERING, "member", null, List.of("Retail editors"), 60L * 26, false));
        rows.add(row("5", "Tomás Herrera", Standing.REGISTERED, "member", null, List.of(), 60L * 24 * 18, true));
        rows.add(row("6", null, Standing.EXPIRED, null, null, List.of(), null, false));
        rows.add(row(
                "7", "Lena Fischer", Standing.BLOCKED, "member", null, List.of("Warehouse DE"), 60L * 24 * 70, false));
        rows.add(row(
                "8",
                "ليلى حداد",
                Standing.CREATED,
                "member",
                null,
                List.of("Warehouse UK", "Onboarding"),
                null,
                false));
        return rows;
    }

    private static Row row(
            String id,
            @Nullable String name,
            Standing standing,
            @Nullable String role,
            @Nullable String scope,
            List<String> teams,
            @Nullable Long minutesAgo,
            boolean sso) {
        var address = List.of(
                        "amara.okafor",
                        "jonas.lindqvist",
                        "mei.tanaka",
                        "priya.raman",
                        "tomas.herrera",
                        "s.novak",
                        "lena.fischer",
                        "layla.haddad")
                .get(Integer.parseInt(id) - 1);
        return new Row(
                id,
                name,
                address + "@northwind.example",
                standing,
                standing == Standing.INVITED ? NOW.plus(Duration.ofHours(147)) : null,
                role == null ? null : RoleName.of(role, null),
                scope,
                teams,
                teams.size() > 1 ? 2 : 0,
                minutesAgo == null ? null : NOW.minus(Duration.ofMinutes(minutesAgo)),
                sso,
                name == null,
                false,
                true);
    }
}
