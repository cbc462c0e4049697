package dev.gatehouse.console;

import dev.gatehouse.platform.Brand;
import dev.gatehouse.platform.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** Serves the files of {@link Assets} and the colour of an organization. */
@Controller
class AssetsPage {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    @GetMapping("/assets/{file}")
    ResponseEntity<byte[]> file(
            @PathVariable String file,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        var asset = Assets.at(file);
        if (asset == null) throw Refusal.notFound();
        var current = asset.address().endsWith("/" + file);
        var answer = ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(asset.type()))
                .cacheControl(current ? FOR_EVER : CacheControl.noCache())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        var zipped = asset.zipped();
        return zipped != null && encodings != null && encodings.contains("gzip")
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(zipped)
                : answer.body(asset.content());
    }

    /** The browser's own request for an icon. */
    @GetMapping("/favicon.ico")
    String icon() {
        return "redirect:" + Assets.of("favicon.svg");
    }

    /** An organization's colour as a style of its own: the content security policy allows no style inside a page. */
    @GetMapping("/assets/brand/{colour}.css")
    ResponseEntity<String> brand(@PathVariable String colour) {
        var brand = Brand.of("#" + colour);
        if (brand == null) throw Refusal.notFound();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
                .cacheControl(FOR_EVER)
                .body(brand.style());
    }
}
