package dev.gatehouse.creation;

import dev.gatehouse.platform.Texts;
import java.time.ZoneId;

/** Who fills in a form: how they write numbers and days, in which language they read the text of consent, and what time it is for them. */
public record Reader(Texts.Language language, ZoneId zone) {}
